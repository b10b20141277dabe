import type { Input } from '../operation.ts'
import type { OperationId, Operations } from '../operations.ts'

/** What an operation is sent. */
export type Body<Id extends OperationId> = Input<Operations[Id]> extends { readonly body?: infer B } ? B : never

/** What an operation is asked by. */
export type Query<Id extends OperationId> = Input<Operations[Id]> extends { readonly query?: infer Q } ? NonNullable<Q> : never
