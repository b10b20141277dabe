import type { ComponentType } from 'react'
import { later } from '../../parts/later.tsx'

/** A way to look at one debate. It takes everything from `useShown()`, and is loaded when it is first looked at. */
export type View = { readonly id: ViewId; readonly Body: ComponentType }
export type ViewId = 'grid' | 'focus' | 'timeline' | 'opinions' | 'reviews' | 'replay' | 'trace' | 'map' | 'health' | 'forks'

/** The views of a debate in the order of their tabs. Each has its name in the catalogues, under `views`, and its folder beside this one. */
export const views: readonly View[] = [
  { id: 'grid', Body: later(() => import('../grid/grid.tsx'), true) },
  { id: 'focus', Body: later(() => import('../focus/focus.tsx'), true) },
  { id: 'timeline', Body: later(() => import('../timeline/timeline.tsx'), true) },
  { id: 'opinions', Body: later(() => import('../opinions/opinions.tsx'), true) },
  { id: 'reviews', Body: later(() => import('../reviews/reviews.tsx'), true) },
  { id: 'map', Body: later(() => import('../map/argument-map.tsx'), true) },
  { id: 'replay', Body: later(() => import('../replay/replay.tsx'), true) },
  { id: 'trace', Body: later(() => import('../trace/trace.tsx'), true) },
  { id: 'health', Body: later(() => import('../health/health.tsx'), true) },
  { id: 'forks', Body: later(() => import('../forks/forks.tsx'), true) },
]
