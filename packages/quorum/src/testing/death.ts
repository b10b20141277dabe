import type { Model } from '@quorum/debate'
import type { Catalogue } from '@quorum/models'
import type { Store } from '@quorum/store'

/**
 * Where a process dies: before its n-th append reaches the disk or after it did (nobody was told yet), when its n-th request has leave to go
 * and has not gone, when the n-th piece of an answer is there, or when the n-th answer is whole and not stated yet.
 */
export type Death = { readonly at: (typeof moments)[number]; readonly nth: number }

export const moments = ['append', 'appended', 'permitted', 'piece', 'answered'] as const

/** Store and models that end the process at that moment, as `kill -9` does. */
export function mortal(
  { store, models }: { readonly store: Store; readonly models: Catalogue },
  death: Death | undefined,
  die = () => process.kill(process.pid, 'SIGKILL'),
): { readonly store: Store; readonly models: Catalogue } {
  if (!death) return { store, models }
  let count = 0
  const pass = (moment: Death['at']): void => {
    if (moment === death.at && ++count === death.nth) die()
  }
  return {
    store: {
      ...store,
      async append(append) {
        pass('append')
        const answer = await store.append(append)
        pass('appended')
        return answer
      },
    },
    models: {
      ...models,
      find(name, caller) {
        const found = models.find(name, caller)
        return typeof found === 'string' ? found : mortalModel(found, pass)
      },
    },
  }
}

const mortalModel = (model: Model, pass: (moment: Death['at']) => void): Model => ({
  ...model,
  async ask(request, sink) {
    const permit: typeof request.permit = async (start) => {
      const permission = await request.permit(start)
      if (permission.granted) pass('permitted')
      return permission
    }
    const answer = await model.ask({ ...request, permit }, (delta) => {
      pass('piece')
      sink(delta)
    })
    pass('answered')
    return answer
  },
})
