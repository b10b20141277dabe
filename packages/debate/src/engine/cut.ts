/**
 * Why a turn is cut short from outside: the step is decided without it, a person stopped the debate, its deadline came, the process has to
 * go, or another owner has taken over.
 */
export type Cut = 'decided' | 'stopped' | 'deadline' | 'released' | 'fenced'
