/** Milliseconds of this thread's own work, so that a busy machine does not make a test fail. */
export function cpuTime(run: () => void): number {
  const before = process.threadCpuUsage()
  run()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
