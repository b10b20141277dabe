export type { DemoMotion, DemoSide } from './demo/demo-motion.ts'
export { demoMotions } from './demo/demo-motions.ts'
export type { Entry } from './journal.ts'
export { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts'
