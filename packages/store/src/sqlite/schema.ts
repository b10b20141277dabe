/**
 * The steps from an empty file to today's tables; `user_version` counts those taken. A step that shipped is never changed: what a later
 * release needs is a further step, so that every earlier file opens.
 */
export const steps: readonly string[] = [
  `
  CREATE TABLE session (
    id TEXT PRIMARY KEY, host TEXT NOT NULL, booted_at INTEGER NOT NULL, pid INTEGER NOT NULL,
    started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE debate (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, principal TEXT NOT NULL, secret TEXT NOT NULL,
    title TEXT NOT NULL, tags TEXT NOT NULL, status TEXT NOT NULL, protocol TEXT NOT NULL, runner TEXT NOT NULL,
    simulated INTEGER NOT NULL, parent TEXT, spend_nano INTEGER NOT NULL DEFAULT 0,
    owner TEXT, orphaned INTEGER NOT NULL DEFAULT 0, epoch INTEGER NOT NULL, head INTEGER NOT NULL,
    created_at INTEGER NOT NULL, ended_at INTEGER
  ) STRICT;
  CREATE INDEX debate_owner ON debate (owner) WHERE owner IS NOT NULL;
  CREATE INDEX debate_parent ON debate (parent) WHERE parent IS NOT NULL;

  CREATE TABLE tombstone (id TEXT PRIMARY KEY, tenant TEXT NOT NULL, deleted_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE entry (debate INTEGER NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, type TEXT NOT NULL, text TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX entry_place ON entry (debate, seq);

  CREATE TABLE command (
    key INTEGER PRIMARY KEY, debate INTEGER NOT NULL, id TEXT NOT NULL, text TEXT NOT NULL, waiting INTEGER NOT NULL DEFAULT 1,
    UNIQUE (debate, id)
  ) STRICT;
  CREATE INDEX command_waiting ON command (waiting) WHERE waiting = 1;

  CREATE TABLE blob (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
  CREATE TABLE source (debate INTEGER NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (debate, hash)) STRICT, WITHOUT ROWID;
  CREATE INDEX source_hash ON source (hash);

  CREATE TABLE passage (key INTEGER PRIMARY KEY, debate INTEGER NOT NULL, is_title INTEGER NOT NULL) STRICT;
  CREATE INDEX passage_debate ON passage (debate);
  CREATE VIRTUAL TABLE search USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');
  `,
  `
  ALTER TABLE debate ADD COLUMN unpriced INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX debate_tenant ON debate (tenant);
  CREATE INDEX debate_served ON debate (key) WHERE runner = 'server' AND ended_at IS NULL;

  ALTER TABLE blob ADD COLUMN put_at INTEGER NOT NULL DEFAULT 0;

  CREATE TABLE document (
    key INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, id TEXT NOT NULL, tenant TEXT NOT NULL, text TEXT NOT NULL,
    debate_id TEXT, expires_at INTEGER, UNIQUE (kind, id)
  ) STRICT;
  CREATE INDEX document_kind ON document (kind);
  CREATE INDEX document_tenant ON document (tenant, kind);
  CREATE INDEX document_debate ON document (debate_id, kind) WHERE debate_id IS NOT NULL;
  CREATE INDEX document_expiry ON document (expires_at) WHERE expires_at IS NOT NULL;

  CREATE TABLE account (id TEXT PRIMARY KEY, cap INTEGER, spent INTEGER NOT NULL DEFAULT 0, held INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
  CREATE TABLE hold (
    holder TEXT NOT NULL, account TEXT NOT NULL, amount INTEGER NOT NULL, session TEXT, PRIMARY KEY (holder, account)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX hold_session ON hold (session) WHERE session IS NOT NULL;
  `,
]

/** The database's clock in ms since 1970; the only one that decides about sessions. */
export const now = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`
