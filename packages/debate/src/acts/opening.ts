import type { ActDefinition } from './act.ts'
import { answerWanted, expectsPosition, recalledPosition } from './position.ts'

/** An independent first answer: the speaker has heard nobody. */
export const opening: ActDefinition<'opening'> = {
  act: 'opening',
  cap: 1500,
  floor: 400,
  instruction: ({ motion, plan }) => `${plan.side ? sided(plan.side) : alone}

Return one JSON object with these properties, in this order:
- argument: your reasoning, up to 250 words. Give the facts and steps that decide the matter, and the strongest point against you.
- answer: ${answerWanted(motion)}.
- confidence: the probability that your answer is right, from 0 to 1. It is not shown to the others and wins no votes, so say what you believe.
- abstain: true only if you cannot answer at all.`,
  expects: (asking) => expectsPosition(asking, { revises: false }),
  recalled: ({ position }) => recalledPosition(position, []),
}

const alone = 'Answer the question by yourself. Nobody has spoken yet, and nobody sees your answer before giving their own.'

/** A debater with a side defends it; whether it believes it is the judge's business. */
export const sided = ({ name, answer }: { name: 'affirmative' | 'negative'; answer?: string }): string =>
  answer
    ? `In this debate you defend this answer: ${answer}\nMake the best honest case for it. Invent no facts.`
    : name === 'affirmative'
      ? 'In this debate you speak first: give the answer that you hold to be right and make the best honest case for it. Invent no facts.'
      : 'In this debate you speak second: you oppose the answer of the other side. Make the best honest case against it and say what is right instead. Invent no facts.'
