/** CPU of this process. `mainMs` is the thread that JavaScript runs on; the rest is the store's thread, garbage collection and compilation. */
export type Cpu = { readonly ms: number; readonly mainMs: number }

const inMs = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000

/** Starts counting; the function that it gives back says what was used since. */
export function cpuSince(): () => Cpu {
  const all = process.cpuUsage()
  const main = process.threadCpuUsage()
  return () => ({ ms: inMs(process.cpuUsage(all)), mainMs: inMs(process.threadCpuUsage(main)) })
}
