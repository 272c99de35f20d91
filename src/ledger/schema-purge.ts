/**
 * What is left of people once their data was purged: counts, and hashes that say nothing to whoever does not know
 * what they are of (docs/decisions/0019).
 */
export const purgeSchema = `
CREATE TABLE purge (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  started_at TEXT NOT NULL,
  on_day TEXT NOT NULL,
  who TEXT NOT NULL,
  cleared_at TEXT,
  done_at TEXT
) STRICT;
CREATE TABLE purged_count (
  what TEXT PRIMARY KEY,
  count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE purged_code (
  offer INTEGER NOT NULL REFERENCES offer,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE TABLE purged_binding (
  offer INTEGER NOT NULL REFERENCES offer,
  proof TEXT NOT NULL UNIQUE CHECK (length(proof) = 64)
) STRICT;
`;
