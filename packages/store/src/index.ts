export { type MemoryDisk, memoryDisk } from './memory/memory-disk.ts'
export { memoryStore } from './memory/memory-store.ts'
export { type CatalogueRow, type Claim, type Listing, type NewDebate, type Store, StoreError } from './store.ts'
