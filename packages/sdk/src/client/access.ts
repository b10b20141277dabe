import type { Call, CallOptions } from './call.ts'
import type { Body, Query } from './shapes.ts'

/** Who may come in, and with whose keys vendors are asked. All but tickets and `keys.self` take a key of scope `admin`. */
export const accessOf = (call: Call) => ({
  keys: {
    /** The key itself is in this answer and never again. */
    create: (body: Body<'createKey'>, options?: CallOptions) => call('createKey', { body }, options),
    list: async (options?: CallOptions) => (await call('listKeys', {}, options)).keys,
    /** What the key of this client may do, and what is left of its money. */
    self: (options?: CallOptions) => call('getOwnKey', {}, options),
    revoke: (keyId: string, options?: CallOptions) => call('revokeKey', { params: { keyId } }, options),
  },
  /** People in whose name callers ask: `x-quorum-user`. */
  users: {
    list: async (options?: CallOptions) => (await call('listUsers', {}, options)).users,
    get: (user: string, options?: CallOptions) => call('getUser', { params: { user } }, options),
    put: (user: string, body: Body<'putUser'>, options?: CallOptions) => call('putUser', { params: { user }, body }, options),
    delete: (user: string, options?: CallOptions) => call('deleteUser', { params: { user } }, options),
  },
  providers: {
    list: async (options?: CallOptions) => (await call('listProviders', {}, options)).providers,
    putKey: (name: string, key: string, options?: CallOptions) => call('putProviderKey', { params: { name }, body: { key } }, options),
    deleteKey: (name: string, options?: CallOptions) => call('deleteProviderKey', { params: { name } }, options),
    /** One small paid call. */
    check: (name: string, options?: CallOptions) => call('checkProvider', { params: { name } }, options),
  },
  /** For an EventSource or a WebSocket of a browser: `?ticket=`, once, within a minute. */
  ticket: (body: Body<'createTicket'> = {}, options?: CallOptions) => call('createTicket', { body }, options),
  audit: (query: Query<'listAudit'> = {}, options?: CallOptions) => call('listAudit', { query }, options),
})
