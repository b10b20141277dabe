import { type Debate, openAttempts, type Plan, type Recorded, type RecordedEvent } from '@quorum/debate'
import type { Room } from '@quorum/quorum'

/** What an observer has to know of a debate to make sense of its next event. */
export type Course = {
  readonly debateId: string
  readonly tenant: string
  readonly opened: Recorded<'debate-opened'>
  /** The step that is under way, or was last. */
  readonly step: { readonly number: number; readonly round: number } | null
  /** What is asked in that step. */
  readonly plans: ReadonlyMap<string, Plan>
  /** The latest request for each turn of that step. */
  readonly asked: ReadonlyMap<string, Asked>
}
export type Asked = Pick<Recorded<'turn-started'>, 'at' | 'attempt' | 'deployment' | 'model' | 'maxOutput'>

/** Told of each recorded event, with the course as it was before it. */
export type Observer = (event: RecordedEvent, course: Course) => void

type Kept = {
  readonly before: Debate
  readonly course: Course & { step: Course['step']; readonly plans: Map<string, Plan>; readonly asked: Map<string, Asked> }
}

/** Tells observers what happens in the debates of this process. It keeps a step of each, and no log. */
export function followCourses(room: Pick<Room, 'listen' | 'store'>, observers: readonly Observer[]): void {
  const courses = new Map<string, Kept>()
  // What was run here is run elsewhere from now on.
  room.store.onLost(() => courses.clear())
  room.listen(({ debateId, tenant, told: { event }, before }) => {
    if (!('seq' in event) || !before.opened) return
    const known = courses.get(debateId)
    const kept = known?.before === before ? known : { before, course: courseOf(before, before.opened, tenant) }
    if (kept !== known) courses.set(debateId, kept)
    for (const observe of observers) observe(event, kept.course)
    advance(kept.course, event)
    if (event.type === 'debate-ended') courses.delete(debateId)
  })
}

function courseOf(before: Debate, opened: Recorded<'debate-opened'>, tenant: string): Kept['course'] {
  const last = before.steps.at(-1)
  return {
    debateId: opened.debateId,
    tenant,
    opened,
    step: last ? { number: last.step, round: last.round } : null,
    plans: new Map(last?.turns.map(({ id, plan }) => [id, plan])),
    asked: new Map(openAttempts(before).map(({ turn, attempt }) => [turn.id, { ...attempt, at: attempt.startedAt }])),
  }
}

function advance(course: Kept['course'], event: RecordedEvent): void {
  if (event.type === 'turn-started') course.asked.set(event.turnId, event)
  if (event.type !== 'step-started') return
  course.step = { number: event.step, round: event.round }
  course.plans.clear()
  course.asked.clear()
  for (const [index, plan] of event.plans.entries()) course.plans.set(`${event.step}.${index}`, plan as Plan)
}
