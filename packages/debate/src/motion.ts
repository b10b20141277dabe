import { z } from 'zod'

/** `open`: any text. `choice`: one of `options`. `number`, `yesno`: what they say. All but `open` are closed: answers are compared without a model. */
export const answerKind = z.enum(['open', 'choice', 'number', 'yesno'])
export type AnswerKind = z.infer<typeof answerKind>

export const source = z.object({ name: z.string(), hash: z.string(), text: z.string() })

export const motion = z.object({
  question: z.string(),
  answer: answerKind,
  /** The answers to choose from, shown to every speaker in this order; empty unless `answer` is `choice`. */
  options: z.array(z.string()),
  /** Earlier messages of the conversation that the question comes from. */
  context: z.array(z.object({ role: z.enum(['user', 'assistant']), text: z.string() })),
  sources: z.array(source),
})

/** The question, its context and sources, and the kind of answer wanted. */
export type Motion = z.infer<typeof motion>
