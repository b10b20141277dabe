import type { Motion } from '../motion.ts'
import { bareAnswer } from './bare-answer.ts'
import { normalForm } from './normal-form.ts'

export type Answered = { readonly id: string; readonly answer: string }

/** Answers that say the same. `members` are the ids of who gave them (seats or turns, as the caller counts). */
export type AnswerClass = { readonly answer: string; readonly members: readonly string[] }

/** How far apart two numbers may be and still be the same, relative to the larger: room for rounding. */
const tolerance = 1e-6

/**
 * Groups answers by what they say. Closed answers by their normal form, numbers within a relative 1e-6 of the next in size; open ones by
 * their normal key, which `mergeClasses` then joins by meaning. The largest class comes first, then the first seen; members stand in the
 * order given. `answer` is the first member's: its normal form where the motion is closed, its own words without dress where it is open.
 * Answers that cannot be read are in no class.
 */
export function answerClasses(items: readonly Answered[], motion: Pick<Motion, 'answer' | 'options'>): AnswerClass[] {
  const read = items.flatMap(({ id, answer }) => {
    const form = normalForm(answer, motion)
    return form === null ? [] : [{ id, form, answer: motion.answer === 'open' ? bareAnswer(answer) : form }]
  })
  const keyOf = motion.answer === 'number' ? numberKeys(read.map(({ form }) => form)) : (form: string) => form
  const groups = Map.groupBy(read, ({ form }) => keyOf(form))
  return bySize([...groups.values()].map((group) => ({ answer: group[0]?.answer ?? '', members: group.map(({ id }) => id) })))
}

/** Whether two answers say the same without asking anyone. */
export function sameAnswer(one: string, other: string, motion: Pick<Motion, 'answer' | 'options'>): boolean {
  const classes = answerClasses(
    [one, other].map((answer, index) => ({ id: String(index), answer })),
    motion,
  )
  return classes[0]?.members.length === 2
}

/**
 * Joins classes that say the same in other words. Each partition is one opinion (a clerk's, a model's) of which members belong together;
 * where several were asked, in both orders say, two classes are joined only if every one of them joins them: the meet, the finer partition
 * on conflict. A class is never split, and one that a partition does not name stands alone in it. The text is that of the larger class;
 * classes of one size keep the order given.
 */
export function mergeClasses(classes: readonly AnswerClass[], partitions: readonly (readonly (readonly string[])[])[]): AnswerClass[] {
  if (partitions.length === 0) return [...classes]
  const opinions = partitions.map((partition) => joined(classes, partition))
  const groups = Map.groupBy(classes, (_, index) => opinions.map((opinion) => opinion[index]).join())
  return bySize([...groups.values()].map((group) => ({ answer: group[0]?.answer ?? '', members: group.flatMap(({ members }) => members) })))
}

/** For each class the number of the set it falls into, by union-find over the groups of one partition. */
function joined(classes: readonly AnswerClass[], partition: readonly (readonly string[])[]): number[] {
  const parent = classes.map((_, index) => index)
  const root = (index: number): number => {
    const up = parent[index] ?? index
    return up === index ? index : root(up)
  }
  const classOf = new Map(classes.flatMap(({ members }, index) => members.map((id) => [id, index] as const)))
  for (const group of partition) {
    const [first, ...rest] = group.flatMap((id) => classOf.get(id) ?? [])
    for (const other of rest) if (first !== undefined) parent[root(other)] = root(first)
  }
  return parent.map((_, index) => root(index))
}

/** One key for all numbers of a chain in which each is close to the next: sorting makes closeness transitive. */
function numberKeys(forms: readonly string[]): (form: string) => string {
  const keys = new Map<string, string>()
  let previous: string | undefined
  for (const form of forms.toSorted((a, b) => Number(a) - Number(b))) {
    const key = previous !== undefined && close(Number(previous), Number(form)) ? keys.get(previous) : form
    keys.set(form, key ?? form)
    previous = form
  }
  return (form) => keys.get(form) ?? form
}

const close = (one: number, other: number) => one === other || Math.abs(one - other) <= tolerance * Math.max(Math.abs(one), Math.abs(other))

const bySize = (classes: AnswerClass[]) => classes.sort((one, other) => other.members.length - one.members.length)
