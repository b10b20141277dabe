import type { ComponentType } from 'react'
import { later } from '../parts/later.tsx'

/** Parameters of the path, by their names. */
type Params = Readonly<Record<string, string | undefined>>
type Load = () => Promise<{ readonly default: ComponentType<Params> }>

const route = (path: `/${string}`, load: Load) => ({ path, load, Room: later(load, true) })

/**
 * Every address of the page and the room that answers it. A room is loaded when it is first entered. The server gives the page at these paths
 * only (`apps/server/src/page/page-paths.ts`).
 */
export const routes = [
  route('/', () => import('../ask/ask.tsx')),
  route('/debates', () => import('../history/history.tsx')),
  route('/debates/:id', () => import('../debate/debate-page.tsx')),
  route('/compare', () => import('../compare/compare.tsx')),
  route('/leaderboard', () => import('../leaderboard/leaderboard.tsx')),
  route('/settings', () => import('../settings/settings.tsx')),
] as const

/** Milliseconds that the first room has for itself. */
const firstRoomMs = 3000

/** Brings the other rooms along once the first one has long been there: whoever goes on finds them at once, and also without a network. */
export function loadRooms(): void {
  setTimeout(() => Promise.allSettled(routes.map((one) => one.load())), firstRoomMs)
}
