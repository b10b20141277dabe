import { type Debate, debateHealth } from '@quorum/debate'
import { inLine } from './plain.ts'
import type { Sheet } from './sheet.ts'
import { indented, wrap } from './wrap.ts'

/** Signs that whoever reads a debate should know: repetition, echoes, drift, contradictions; empty where there are none. */
export function healthText(debate: Debate, { columns, paint }: Sheet): string[] {
  const lines = debateHealth(debate).signals.flatMap(({ sentence }) => indented(wrap(`- ${inLine(sentence)}`, columns - 2), 2))
  return lines.length > 0 ? [paint.bold('How it went'), ...lines] : []
}
