export type { Entry } from './journal.ts'
export { type Simulator, type SimulatorOptions, startSimulator } from './start-simulator.ts'
