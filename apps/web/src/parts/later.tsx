import { type ComponentType, useEffect, useState } from 'react'
import { useWords } from '../words/speaking.tsx'

/**
 * A component that is loaded when it is first drawn; meanwhile it draws nothing or, where it `says` so, that it is loading. What fails to load
 * is thrown. `lazy` of React is not it: whatever once showed something in its stead shows that for 300 ms, however soon the component is there.
 */
export function later<Props extends object>(load: () => Promise<{ readonly default: ComponentType<Props> }>, says = false) {
  let loaded: ComponentType<Props> | null = null
  return function Later(props: Props) {
    const [Body, come] = useState(() => loaded)
    const [failed, fail] = useState<{ readonly error: unknown } | null>(null)
    useEffect(() => {
      if (Body) return
      let here = true
      load().then(
        (module) => {
          loaded = module.default
          if (here) come(() => module.default)
        },
        (error: unknown) => here && fail({ error }),
      )
      return () => {
        here = false
      }
    }, [Body])
    if (failed) throw failed.error
    if (Body) return <Body {...props} />
    return says ? <Loading /> : null
  }
}

const Loading = () => <p className="waiting soft">{useWords().shell.loading}</p>
