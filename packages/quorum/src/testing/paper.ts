import { createContext, runInContext } from 'node:vm'

/** As much of a browser's element as the script of an exported page touches. */
export class PaperElement {
  className = ''
  value = ''
  max = ''
  readonly style: Record<string, unknown> = { setProperty: () => undefined }
  readonly listeners = new Map<string, () => void>()
  children: (PaperElement | string)[] = []
  readonly tag: string

  constructor(tag: string) {
    this.tag = tag
  }

  readonly classList = {
    toggle: (name: string, on: boolean): void => {
      const names = this.className.split(' ').filter((one) => one && one !== name)
      this.className = [...names, ...(on ? [name] : [])].join(' ')
    },
  }

  get textContent(): string {
    return this.children.map((child) => (typeof child === 'string' ? child : child.textContent)).join('')
  }
  set textContent(text: string) {
    this.children = text === '' ? [] : [text]
  }
  get firstChild(): PaperElement | string | undefined {
    return this.children[0]
  }
  append(...children: (PaperElement | string)[]): void {
    this.children.push(...children)
  }
  replaceChildren(...children: (PaperElement | string)[]): void {
    this.children = children
  }
  addEventListener(type: string, listener: () => void): void {
    this.listeners.set(type, listener)
  }
  scrollIntoView(): void {
    this.children = [...this.children]
  }
  /** Itself and everything in it of a class or tag. */
  all(name: string): PaperElement[] {
    const own = this.tag === name || this.className.split(' ').includes(name) ? [this] : []
    return [...own, ...this.children.flatMap((child) => (typeof child === 'string' ? [] : child.all(name)))]
  }
}

/** An exported page whose script has run. Its time stands still: `pass` lets the next timer go off. */
export function openPage(html: string) {
  const body = new PaperElement('body')
  const main = new PaperElement('main')
  const data = new PaperElement('script')
  data.textContent = /<script type="application\/json" id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? ''
  body.append(main)
  const timers: (() => void)[] = []
  const onPage = new PaperElement('window')
  const window = {
    document: {
      body,
      createElement: (tag: string) => new PaperElement(tag),
      getElementById: () => data,
      querySelector: () => main,
    },
    addEventListener: (type: string, listener: () => void) => onPage.addEventListener(type, listener),
    matchMedia: () => ({ matches: false }),
    setTimeout: (run: () => void) => timers.push(run),
    clearTimeout: () => timers.splice(0),
  }
  runInContext(/<script type="module">(.*?)<\/script>/s.exec(html)?.[1] ?? '', createContext(window))
  return {
    body,
    /** Whether something was still to come. */
    pass(): boolean {
      const next = timers.shift()
      next?.()
      return next !== undefined
    },
    print: () => onPage.listeners.get('beforeprint')?.(),
  }
}
