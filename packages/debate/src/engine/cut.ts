/**
 * Why a turn is cut short from outside: the step is decided without it, a person stopped the debate, its deadline came, the process has to
 * go, or another owner has taken over.
 */
export type Cut = 'decided' | 'stopped' | 'deadline' | 'released' | 'fenced'

/** What can be interrupted: a step under way, or a turn of it. */
export type Interruptible = {
  cut(reason: Cut): void
  /** Lets requests on the wire end as they may, and no other be made; what was not asked is left to the next owner. */
  drain(): void
}
