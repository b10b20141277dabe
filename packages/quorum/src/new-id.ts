import { randomInt } from 'node:crypto'

/** A debate's id: short enough to type, and in the order of time. `now` in milliseconds since 1970. */
export const newId = (now: number): string =>
  `${now.toString(36)}${randomInt(36 ** 4)
    .toString(36)
    .padStart(4, '0')}`

/** Whether something can be an id from `newId`. */
export const isId = (id: string): boolean => /^[0-9a-z]{12,14}$/.test(id)
