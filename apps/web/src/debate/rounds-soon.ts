import { useDeferredValue } from 'react'
import { useShown } from '../live/use-debate.tsx'

/**
 * The rounds of the debate: at first as many as fill a screen, so that a click on a view is answered at once however long the debate is; and
 * all of them as soon as those are drawn, in a time that a further click or key may interrupt.
 */
export function useRoundsSoon() {
  const { rounds } = useShown().view
  const all = useDeferredValue(true, false)
  return all ? rounds : rounds.slice(0, 3)
}
