import { costNano, type Failure, type Finish, type Model, type Price, worstNano } from '@quorum/debate'
import { billedInput } from '../tokens/billed-input.ts'

export type CostOptions = {
  /** The price of another model of the same vendor, for routers that answer with one. */
  readonly priceOf?: (model: string) => Price | null
}

/**
 * Tells `permit` what a request may cost at the most, and turns what it used into nano-dollars: nothing if nothing was billed, the vendor's
 * or our count at the price of the model that answered, and all that was reserved where nobody knows.
 */
export function cost(inner: Model, { priceOf = () => null }: CostOptions = {}): Model {
  const { price, name } = inner.info
  let answered: { readonly model: string; readonly price: Price | null } = { model: '', price }

  function priceFor(result: Finish | Failure): Price | null {
    if (!price || result.outcome === 'failure' || name.endsWith(`/${result.modelAnswered}`)) return price
    if (answered.model !== result.modelAnswered) answered = { model: result.modelAnswered, price: priceOf(result.modelAnswered) ?? price }
    return answered.price
  }

  return {
    ...inner,
    async ask(request, sink) {
      let reserved: number | null = null
      const result = await inner.ask(
        {
          ...request,
          permit(start) {
            reserved = price && worstNano(price, inner.count(billedInput(request), request.exact), start.maxOutput)
            return request.permit({ ...start, worstNano: reserved })
          },
        },
        sink,
      )
      return { ...result, nano: nanoOf(result, reserved, priceFor(result)) }
    },
  }
}

function nanoOf({ basis, usage }: Finish | Failure, reserved: number | null, price: Price | null): number | null {
  if (basis === 'zero') return 0
  if (!price) return null
  return basis === 'worst' || !usage ? reserved : costNano(price, usage)
}
