/** Text that is HTML already. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = string | number | Html | null | false | undefined | readonly Piece[]

/** HTML with holes: what is no HTML already is escaped, nothing stands for null, false and undefined. */
export const html = (parts: TemplateStringsArray, ...holes: readonly Piece[]): Html =>
  new Html(parts.reduce((text, part, index) => text + written(holes[index - 1]) + part))

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'object') return piece.map(written).join('')
  return escaped(String(piece))
}

export const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** The little Markdown that descriptions use: paragraphs, `code`, **strong**. */
export const prose = (text: string): Html => html`${text.split(/\n\n+/).map((paragraph) => html`<p>${inline(paragraph)}</p>`)}`

export const inline = (text: string): Html =>
  new Html(
    escaped(text)
      .replaceAll(/`([^`]+)`/g, '<code>$1</code>')
      .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>'),
  )
