import { createHmac } from 'node:crypto'
import {
  type Clock,
  type Command,
  type Debate,
  type Ending,
  type Fence,
  type Ports,
  type Protocol,
  type Resumption,
  runDebate,
  type Seat,
} from '@quorum/debate'
import type { Catalogue } from '@quorum/models'
import type { Claim, Store } from '@quorum/store'
import { Hub } from './hub.ts'

/** What runs need and share. */
export type Floor = {
  readonly store: Store
  readonly models: Catalogue
  readonly clock: Clock
  readonly protocols: readonly Protocol[]
}

/** A debate that this process owns and runs. */
export class Run {
  readonly hub = new Hub()
  /** Settles when the run is over and the claim was given back; rejects only where the store failed for good. */
  readonly ending: Promise<Ending>
  readonly #abort = new AbortController()
  readonly #taken = new Set<string>()
  readonly #early: Command[] = []
  #apply: ((command: Command) => void) | null = null

  constructor(claim: Claim, debate: Debate, floor: Floor, resumption?: Resumption) {
    this.ending = this.#play(claim, debate, floor, resumption)
  }

  /** Hands over a command from the inbox, once however often it is read there. */
  take(command: Command): void {
    if (this.#taken.has(command.id)) return
    this.#taken.add(command.id)
    if (this.#apply) this.#apply(command)
    else this.#early.push(command)
  }

  /** Lets the debate go without ending it: turns in flight are closed in the log, and whoever claims it next goes on. */
  release(): void {
    this.#abort.abort()
  }

  async #play({ debateId, epoch, secret }: Claim, debate: Debate, floor: Floor, resumption?: Resumption): Promise<Ending> {
    try {
      return await runDebate(debate, this.#ports(debateId, epoch, secret, floor), resumption)
    } finally {
      await floor.store.release(debateId, epoch)
    }
  }

  #ports(debateId: string, epoch: number, secret: string, { store, models, clock, protocols }: Floor): Ports {
    return {
      debateId,
      epoch,
      clock,
      log: store,
      fence: fenceOf(secret),
      signal: this.#abort.signal,
      model: (seat) => modelOf(seat, models),
      protocol: (name, version) => protocols.find((one) => one.name === name && one.version === version) ?? null,
      publish: (event, text) => this.hub.publish(event, text),
      watched: () => this.hub.watched,
      commands: (apply) => {
        this.#apply = apply
        for (const command of this.#early.splice(0)) apply(command)
        return () => {
          this.#apply = null
        }
      },
    }
  }
}

function modelOf({ model }: Seat, models: Catalogue) {
  const found = model && models.find(model.name)
  return !found || typeof found === 'string' ? null : found
}

/** HMAC-SHA-256 of the label under the debate's secret, cut to 64 bits. */
const fenceOf =
  (secret: string): Fence =>
  (label) =>
    `q-${createHmac('sha256', secret).update(label).digest('hex').slice(0, 16)}`
