import type { AnswerClass } from './answer-classes.ts'

type Same = (one: string, other: string) => boolean
const equal: Same = (one, other) => one === other

/** All `count` seats gave answers of one class. */
export function unanimous(classes: readonly AnswerClass[], count: number): boolean {
  return classes.length === 1 && count > 0 && classes[0]?.members.length === count
}

/** Every class has as many members as a round before, whoever they are. `same` says whether answers of two rounds are of one class. */
export function unchanged(before: readonly AnswerClass[], after: readonly AnswerClass[], same: Same = equal): boolean {
  const pairs = aligned(before, after, same)
  return pairs.length > 0 && pairs.every(([earlier, later]) => earlier === later)
}

/**
 * Whether the shares have settled: the Jensen-Shannon divergence between one round and the next stayed below `threshold` (bits) in each of
 * the last `times` steps. Rounds are in order, the first first. False while there are too few, or where a round has no answers.
 */
export function settled(
  rounds: readonly (readonly AnswerClass[])[],
  { threshold = 0.02, times = 2, same = equal }: { readonly threshold?: number; readonly times?: number; readonly same?: Same } = {},
): boolean {
  const recent = rounds.slice(-times - 1)
  if (recent.length <= times) return false
  return recent.slice(1).every((after, index) => (jensenShannon(aligned(recent[index] ?? [], after, same)) ?? 1) < threshold)
}

/**
 * Jensen-Shannon divergence in bits, 0 (the same) to 1 (nothing in common), between two distributions given as pairs of counts; each side
 * is normalised by its own sum. `null` where a side is empty. (Lin, "Divergence measures based on the Shannon entropy", IEEE Trans. Inf.
 * Theory 37, 1991.)
 */
export function jensenShannon(pairs: readonly (readonly [number, number])[]): number | null {
  const p = pairs.reduce((sum, [one]) => sum + one, 0)
  const q = pairs.reduce((sum, [, other]) => sum + other, 0)
  if (p === 0 || q === 0) return null
  const surprise = (part: number, mean: number) => (part > 0 ? part * Math.log2(part / mean) : 0)
  return pairs.reduce((total, [one, other]) => {
    const mean = (one / p + other / q) / 2
    return total + (surprise(one / p, mean) + surprise(other / q, mean)) / 2
  }, 0)
}

/** Sizes of each class in both rounds; a class that a round lacks has 0 there. */
function aligned(before: readonly AnswerClass[], after: readonly AnswerClass[], same: Same): (readonly [number, number])[] {
  const size = (classes: readonly AnswerClass[], answer: string) =>
    classes.filter((each) => same(each.answer, answer)).reduce((sum, { members }) => sum + members.length, 0)
  const later = after.filter((each) => !before.some(({ answer }) => same(answer, each.answer)))
  return [...before, ...later].map(({ answer }) => [size(before, answer), size(after, answer)] as const)
}
