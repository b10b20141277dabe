/**
 * The key under which two bare answers are the same without asking anyone: lower case, no punctuation, no articles, single spaces. Signs
 * that change the meaning stay (`C++`, `C#`, `-5`, `3.5`, `5%`). `null` where nothing is left.
 */
export function openForm(bare: string): string | null {
  const words = bare
    .toLowerCase()
    .replace(/['‘’`]/g, '')
    .replace(/(?<=\d),(?=\d{3})/g, '')
    .replace(/(?!(?<=\d)\.(?=\d)|(?<![\p{L}\p{N}])-(?=\d)|[#%&@/])\p{P}/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
  const kept = words.filter((word, index) => word !== 'the' && !((word === 'a' || word === 'an') && index < words.length - 1))
  const key = (kept.length > 0 ? kept : words).join(' ')
  return /[\p{L}\p{N}\p{S}]/u.test(key) ? key : null
}
