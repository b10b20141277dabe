/** The style of the page: one column to read, one to find, in the colours of day or night. */
export const style = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#fdfcfa, #16181c); --sheet: light-dark(#f4f2ee, #1e2127); --ink: light-dark(#23262b, #dcdfe4);
  --faint: light-dark(#6b7078, #9299a4); --line: light-dark(#e3dfd8, #2e333b); --link: light-dark(#3a5a98, #9db8ee);
  --get: light-dark(#2c6e49, #7fc99c); --post: light-dark(#3a5a98, #9db8ee); --change: light-dark(#8a5a00, #e0b765); --delete: light-dark(#a03a3a, #e79090);
}
* { box-sizing: border-box }
html { scroll-behavior: smooth; scroll-padding-top: 1.5rem }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr) }
a { color: var(--link); text-decoration: none } a:hover { text-decoration: underline }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px }
.skip { position: absolute; left: -99rem } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; z-index: 1 }
code, pre { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .86em }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.75rem 1rem 3rem 1.5rem; border-right: 1px solid var(--line); font-size: .875rem; line-height: 1.4 }
nav .title { margin: 0 0 1.25rem; font-size: 1.05rem } nav .title a { color: var(--ink); font-weight: 650 } nav .title span { color: var(--faint) }
nav ul { list-style: none; margin: .25rem 0 1rem; padding: 0 } nav li a { display: block; padding: .2rem 0 .2rem .9rem; color: var(--ink) } nav li a:hover { color: var(--link) }
nav summary, h2 { text-transform: capitalize } nav summary { cursor: pointer; color: var(--faint); font-weight: 600; padding: .2rem 0 }
main { padding: 2.5rem clamp(1.25rem, 5vw, 4.5rem) 8rem; max-width: 58rem }
h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; letter-spacing: -.01em }
h2 { font-size: 1.5rem; margin: 4.5rem 0 .25rem; letter-spacing: -.01em }
h3 { font-size: 1.15rem; margin: 0 0 .35rem } h3 a { color: inherit }
h4 { font-size: .78rem; font-weight: 600; color: var(--faint); margin: 1.5rem 0 .4rem; text-transform: uppercase; letter-spacing: .05em }
p { margin: .5rem 0; max-width: 44rem } .lead, header > p:first-of-type { color: var(--faint); font-size: 1.05rem }
p code, li code, header code { background: var(--sheet); border-radius: 4px; padding: .1em .35em }
.operation { border-top: 1px solid var(--line); margin-top: 2.25rem; padding-top: 1.75rem } .operation:target { scroll-margin-top: 0 } .operation:target h3 { color: var(--link) }
.route code { background: none; padding: 0; overflow-wrap: anywhere } .method { font: 600 .74rem ui-monospace, Menlo, Consolas, monospace; margin-right: .5rem }
.get { color: var(--get) } .post { color: var(--post) } .put, .patch { color: var(--change) } .delete { color: var(--delete) }
pre { background: var(--sheet); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1.1rem; overflow-x: auto; line-height: 1.5; margin: .5rem 0 }
.fields, .answers { list-style: none; margin: .25rem 0; padding: 0 } .fields .fields { margin: .35rem 0 .25rem; padding-left: 1rem; border-left: 2px solid var(--line) }
.fields li { padding: .3rem 0 } .fields p { margin: .1rem 0; color: var(--faint); font-size: .92rem } .name { font-weight: 600 }
.kind { color: var(--faint); font-size: .92rem; overflow-wrap: anywhere } .type { margin-left: .4rem } .optional { margin-left: .5rem; font-size: .8rem; font-style: italic; font-weight: 400; text-transform: none; letter-spacing: 0; color: var(--faint) }
.answers li { padding: .15rem 0 } .status { font: 600 .86rem ui-monospace, Menlo, Consolas, monospace; margin-right: .5rem } .success .status { color: var(--get) } .problem { color: var(--faint); font-size: .92rem }
details summary { cursor: pointer; color: var(--faint) } main details { margin: .4rem 0 }
@media (max-width: 52rem) {
  body { display: block } nav { position: static; height: auto; max-height: 45vh; border-right: 0; border-bottom: 1px solid var(--line); padding: 1.25rem } main { padding-top: 1.5rem }
}
@media print { nav { display: none } body { display: block } .operation { break-inside: avoid } }
`
