import { bare } from '../debaters/same-text.ts'
import type { DemoMotion } from './demo-motion.ts'
import { hotDog } from './hot-dog.ts'
import { learningToProgram } from './learning-to-program.ts'
import { monolith } from './monolith.ts'
import { pVersusNp } from './p-versus-np.ts'
import { remoteWork } from './remote-work.ts'
import { tabsOrSpaces } from './tabs-or-spaces.ts'

/** Motions with authored arguments. Any other question gets text that says nothing but that it is simulated. */
export const demoMotions: readonly DemoMotion[] = [monolith, hotDog, pVersusNp, remoteWork, tabsOrSpaces, learningToProgram]

const byQuestion = new Map(demoMotions.map((motion) => [bare(motion.question), motion]))

/** The authored motion that asks this, however it is spelt. */
export const demoMotionOf = (question: string): DemoMotion | null => byQuestion.get(bare(question)) ?? null
