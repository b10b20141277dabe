import type { Ask } from '@quorum/debate'
import type { Deployment } from '../deployment.ts'
import type { Answer } from './answer.ts'

/** Turns what arrives in one attempt into an `Answer`. May keep state; a new one is made for every attempt. */
export type Reader = {
  /** One server-sent event. A `SyntaxError` marks it as malformed. Errors that the vendor reports go into `answer.fault`. */
  event(data: string, name: string | undefined): void
  /** The parsed body of an answer that was not streamed. */
  whole(body: unknown): void
}

/** What one wire protocol adds to HTTP. */
export type Format = {
  /** Where to ask; some vendors have another path for answers that are streamed. */
  url(deployment: Deployment, stream: boolean): string
  /** `key` is `''` where the deployment has none. */
  headers(key: string): Readonly<Record<string, string>>
  body(ask: Ask, deployment: Deployment, maxOutput: number): unknown
  reader(answer: Answer, deployment: Deployment): Reader
}
