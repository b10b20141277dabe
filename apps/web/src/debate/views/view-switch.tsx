import { useSearchParams } from 'wouter'
import { useWords } from '../../words/speaking.tsx'
import { views } from './views.ts'
import './view-switch.css'

/** The tabs of the views, and the one that is looked at: the first, or the one that the address names by `?view=`. */
export function ViewSwitch() {
  const { views: names } = useWords()
  const [params, setParams] = useSearchParams()
  const [first] = views
  const chosen = views.find(({ id }) => id === params.get('view')) ?? first
  if (!chosen) return null
  const choose = (id: string) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before)
        after.set('view', id)
        return after
      },
      { replace: true },
    )
  return (
    <section className="views" aria-label={names.title}>
      <div className="views-tabs" role="tablist" aria-label={names.title}>
        {views.map(({ id }, at) => (
          <button
            key={id}
            id={`tab-${id}`}
            type="button"
            role="tab"
            aria-selected={id === chosen.id}
            aria-controls="view"
            tabIndex={id === chosen.id ? 0 : -1}
            onClick={() => choose(id)}
            onKeyDown={({ key }) => {
              const to = views[(at + (key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0) + views.length) % views.length]
              if (!to || to.id === id) return
              choose(to.id)
              document.getElementById(`tab-${to.id}`)?.focus()
            }}
          >
            {names[id]}
          </button>
        ))}
      </div>
      <div id="view" role="tabpanel" aria-labelledby={`tab-${chosen.id}`}>
        <chosen.Body />
      </div>
    </section>
  )
}
