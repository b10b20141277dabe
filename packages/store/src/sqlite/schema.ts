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
]

/** The database's clock in ms since 1970; the only one that decides about sessions. */
export const now = `CAST(unixepoch('subsec') * 1000 AS INTEGER)`
