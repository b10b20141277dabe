import type { Message } from '@quorum/debate'
import { tokenBound } from './bound.ts'
import { exactTokens } from './exact.ts'
import { remembered } from './remembered.ts'

/** Roles and separators around a message, and around them all. */
const perMessage = 8
const perRequest = 16

/** How much more a family's tokenizer may make of a text than o200k does; those of unknown families get the last. */
const margins: Readonly<Record<string, { readonly exact: number; readonly bound: number }>> = {
  gpt: { exact: 1.02, bound: 1 },
  claude: { exact: 1.6, bound: 1.25 },
}
const otherMargin = { exact: 1.3, bound: 1.15 }

/** `Model.count` for a family of models. */
export function counterFor(family: string): (messages: readonly Message[], exact: boolean) => number {
  const margin = margins[family] ?? otherMargin
  return (messages, exact) => {
    let tokens = perRequest
    for (const message of messages)
      tokens += perMessage + (exact ? tokensOf(message, exactly) * margin.exact : tokensOf(message, bound) * margin.bound)
    return Math.ceil(tokens)
  }
}

const bound = remembered(tokenBound)
const exactly = remembered(exactTokens)

const tokensOf = ({ content }: Message, count: (text: string) => number): number => content.reduce((sum, { text }) => sum + count(text), 0)
