import type { DemoMotion, DemoSide } from '../demo/demo-motion.ts'
import { isObject } from '../wire/request-body.ts'
import type { About } from './about.ts'

const yesNo = ['yes', 'no']
const numbers = ['42', '40', '36']
const positions = ['Simulated position A', 'Simulated position B', 'Simulated position C']

/** Questions that begin like this are taken for yes-or-no ones. */
const asksYesNo = new Set('is are was were will would should shall can could may might do does did has have had am must'.split(' '))
const asksNumber = ['how many', 'how much', 'how long', 'how old', 'how far', 'what year', 'which year', 'percentage', 'probability']

/** The answers that simulated debaters have to a question of which nobody wrote; the truth among them is the caller's to choose. */
export function genericAnswers({ question, options, answer }: About, schema: unknown): readonly string[] {
  if (options.length > 0) return options
  const wanted = answer ?? wantedBy(schema) ?? askedFor(question)
  return wanted === 'yesno' ? yesNo : wanted === 'number' ? numbers : positions
}

/** What the schema's own `answer` property tells, by its type, its values or its description. */
function wantedBy(schema: unknown): 'yesno' | 'number' | null {
  const property = isObject(schema) && isObject(schema.properties) ? schema.properties.answer : null
  const text = JSON.stringify(property ?? null).toLowerCase()
  if (text.includes('yes')) return 'yesno'
  return text.includes('number') || text.includes('integer') ? 'number' : null
}

function askedFor(question: string): 'yesno' | 'number' | null {
  const asked = question.toLowerCase()
  if (asksNumber.some((words) => asked.includes(words))) return 'number'
  const [first = '', ...words] = asked.split(/[^a-z]+/, 60)
  return asksYesNo.has(first) && !words.includes('or') ? 'yesno' : null
}

const label = 'This is simulated text: no language model was asked.'

/** A side of any motion, in words that say nothing but that they are simulated. */
export function genericSide(answer: string): DemoSide {
  const holds = `“${answer}”`
  return {
    answer,
    thesis: `the simulated answer is ${holds}`,
    openings: {
      analyst: `${label} A simulated analyst would first settle what the question means, then weigh what follows from each reading. The draw came out at ${holds}, and this paragraph stands where the reasons would be.`,
      practitioner: `${label} A simulated practitioner would argue from cases here and keep it short. The draw came out at ${holds}.`,
      diplomat: `${label} A simulated diplomat would begin with what speaks for the other side and then come down somewhere. This one came down at ${holds}.`,
      sceptic: `${label} A simulated sceptic would ask what evidence could change anyone's mind. Until there is some, the draw says ${holds}.`,
    },
    rebuttals: {
      analyst: `${label} The other answers were read, and none of them points to a step that fails. The simulated analyst stays with ${holds}.`,
      practitioner: `${label} Nothing in the other answers changes the cases. The simulated practitioner stays with ${holds}.`,
      diplomat: `${label} The others have a point, and it is not enough to move. The simulated diplomat stays with ${holds}.`,
      sceptic: `${label} No new evidence was brought. The simulated sceptic stays with ${holds}.`,
    },
    persuaded: [
      {
        argument: `${label} Having read the other answers, this simulated debater gives up its own and takes ${holds}.`,
        reason: `The earlier simulated answer did not weigh the case for ${holds}.`,
      },
    ],
    strengths: `States ${holds} plainly.`,
    errors: 'Simulated text gives no reasons that could be checked.',
    synthesis: `${label} A chairman would weigh the answers here. Most of the simulated panel came down at ${holds}, and this paragraph reports it without adding anything.`,
  }
}

/** A motion around those answers. */
export const genericMotion = (question: string, options: readonly string[]): Omit<DemoMotion, 'sides' | 'answer'> => ({
  question,
  options,
  agreements: ['All of the texts are simulated.'],
  disagreements: ['Which of the simulated answers to take.'],
  insights: ['A simulated panel shows how a debate runs, not what is true.'],
  blindSpots: ['No language model looked at the question.'],
})
