/** Does something `times` times, `width` of them at once, and gives the milliseconds that all of it took. */
export async function atOnce(width: number, times: number, work: (index: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const before = performance.now()
  const lane = async () => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: width }, lane))
  return performance.now() - before
}
