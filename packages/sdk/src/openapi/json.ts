/** A JSON schema, or any other part of the document that is passed on as it is. */
export type Json = { readonly [key: string]: unknown }
