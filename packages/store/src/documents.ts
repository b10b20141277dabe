/** A small record beside the debates, of whatever kind: a key, a share link, a comment. The store gives its text no meaning. */
export type Document = {
  readonly kind: string
  /** Its own among those of its kind. */
  readonly id: string
  readonly tenant: string
  /** JSON, kept as it is. */
  readonly text: string
  /** The debate that it belongs to, and with which it is deleted. Belonging to a deleted one, it is gone as soon as it is written. */
  readonly debateId?: string
  /** Milliseconds since 1970 by the database's clock; from then on it is as if it had been removed. */
  readonly expiresAt?: number
}

export type DocumentListing = {
  readonly kind: string
  readonly tenant?: string
  readonly debateId?: string
  /** `next` of the page before. */
  readonly after?: string
  /** 50 unless told, 500 at most. */
  readonly limit?: number
}

/** Where a server keeps its documents. What is written is on disk when its promise resolves. */
export type Documents = {
  /** Writes it where nothing stands under its kind and id, and answers null; else answers what stands there and changes nothing. */
  add(document: Document): Promise<Document | null>
  /** Writes it, in the place of what stood under its kind and id. */
  put(document: Document): Promise<void>
  get(kind: string, id: string): Promise<Document | null>
  /** Removes and answers it; of those who take it at once, one gets it. */
  take(kind: string, id: string): Promise<Document | null>
  /** Oldest first, by when each was first written. */
  list(listing: DocumentListing): Promise<{ readonly documents: readonly Document[]; readonly next: string | null }>
  /** Whether there was something to remove. */
  remove(kind: string, id: string): Promise<boolean>
}
