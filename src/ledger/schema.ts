import { chainOlderEvents } from "./event-chain.ts";
import { insertOnly } from "./insert-only.ts";
import { censusSchema } from "./schema-census.ts";
import { codesSchema } from "./schema-codes.ts";
import { eventTable, eventTableInPlace } from "./schema-events.ts";
import { pressOrdersSchema } from "./schema-press-orders.ts";
import { purgeSchema } from "./schema-purge.ts";
import type { Store } from "./store.ts";

/** `NPRS`: tells a ledger from any other SQLite file. */
export const applicationId = 0x4e505253;

/**
 * The tables that hold the current intake. They are dropped and made anew when inputs change, so that
 * a million rows go in a moment; nothing that outlives an intake refers to them by key.
 */
export const intakeTables = `
CREATE TABLE input_file (
  key INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client,
  name TEXT NOT NULL,
  rows_read INTEGER,
  UNIQUE (client, name)
) STRICT;
CREATE TABLE intake_row (
  seq INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client,
  file INTEGER NOT NULL,
  row INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  id TEXT,
  identity TEXT,
  jurisdiction TEXT,
  delivery TEXT,
  duplicate_key BLOB,
  possible_key BLOB,
  first INTEGER,
  reason TEXT,
  problems TEXT,
  UNIQUE (file, row),
  CHECK (CASE outcome
    WHEN 'person' THEN id IS NOT NULL AND duplicate_key IS NOT NULL
    WHEN 'duplicate' THEN id IS NOT NULL AND duplicate_key IS NOT NULL AND first < seq
    WHEN 'held' THEN problems IS NOT NULL
    WHEN 'suppressed' THEN reason IS NOT NULL
    ELSE outcome IS NULL
  END)
) STRICT;
CREATE TABLE individual (seq INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
`;

export const dropIntakeTables = `
DROP TABLE input_file;
DROP TABLE intake_row;
DROP TABLE individual;
`;

const first = `
CREATE TABLE client (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE intake (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  inputs_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'done'))
) STRICT;
${intakeTables}

CREATE TABLE offer (
  key INTEGER PRIMARY KEY,
  client INTEGER NOT NULL REFERENCES client,
  id TEXT NOT NULL,
  audience TEXT NOT NULL CHECK (audience IN ('adult', 'minor')),
  UNIQUE (client, id)
) STRICT;
CREATE TABLE pool (
  key INTEGER PRIMARY KEY,
  offer INTEGER NOT NULL REFERENCES offer,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('loading', 'current', 'retired')),
  size INTEGER NOT NULL DEFAULT 0,
  next INTEGER NOT NULL DEFAULT 0 CHECK (next <= size),
  report TEXT
) STRICT;
CREATE UNIQUE INDEX one_current_pool ON pool (offer) WHERE state = 'current';
CREATE TABLE code (
  pool INTEGER NOT NULL REFERENCES pool,
  position INTEGER NOT NULL,
  code TEXT NOT NULL UNIQUE,
  expires TEXT,
  row INTEGER NOT NULL,
  PRIMARY KEY (pool, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE assignment (
  offer INTEGER NOT NULL REFERENCES offer,
  individual TEXT NOT NULL,
  pool INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (offer, individual),
  UNIQUE (pool, position),
  FOREIGN KEY (pool, position) REFERENCES code
) STRICT, WITHOUT ROWID;
${insertOnly("assignment")}

CREATE TABLE approval (
  key INTEGER PRIMARY KEY,
  variant TEXT NOT NULL,
  proof_hash TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('approved', 'rejected')),
  reviewer TEXT NOT NULL,
  at TEXT NOT NULL,
  reason TEXT,
  CHECK (decision <> 'rejected' OR reason IS NOT NULL)
) STRICT;
CREATE INDEX approval_by_variant ON approval (variant);
${insertOnly("approval")}

CREATE TABLE mailing (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  purpose TEXT NOT NULL CHECK (purpose IN ('first', 'again')),
  state TEXT NOT NULL CHECK (state IN ('open', 'handedOver', 'withdrawn')),
  inputs_hash TEXT NOT NULL,
  planned_at TEXT NOT NULL
) STRICT;
CREATE TABLE variant (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE shard (
  mailing INTEGER NOT NULL REFERENCES mailing,
  number INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client,
  channel TEXT NOT NULL CHECK (channel IN ('letter', 'email')),
  group_key TEXT NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL CHECK (last >= first),
  committed_at TEXT,
  PRIMARY KEY (mailing, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE planned (
  mailing INTEGER NOT NULL REFERENCES mailing,
  sequence INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  client INTEGER NOT NULL REFERENCES client,
  individual TEXT NOT NULL,
  variant INTEGER NOT NULL REFERENCES variant,
  offer INTEGER REFERENCES offer,
  PRIMARY KEY (mailing, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE outcome (
  client INTEGER NOT NULL REFERENCES client,
  individual TEXT NOT NULL,
  mailing INTEGER NOT NULL REFERENCES mailing,
  kind TEXT NOT NULL CHECK (kind IN ('letter', 'email', 'substitute', 'alreadyTold', 'excluded')),
  is_first_notice INTEGER NOT NULL CHECK (is_first_notice IN (0, 1)),
  jurisdiction TEXT NOT NULL,
  sequence INTEGER,
  reason TEXT,
  identity TEXT,
  PRIMARY KEY (client, individual, mailing),
  CHECK ((kind IN ('letter', 'email')) = (sequence IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_first_notice ON outcome (client, individual) WHERE is_first_notice = 1;
CREATE TABLE output_file (
  key INTEGER PRIMARY KEY,
  mailing INTEGER NOT NULL,
  shard INTEGER NOT NULL,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  pieces INTEGER NOT NULL,
  UNIQUE (mailing, path),
  FOREIGN KEY (mailing, shard) REFERENCES shard
) STRICT;
CREATE INDEX output_file_by_shard ON output_file (mailing, shard);
CREATE TABLE piece (
  mailing INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  file INTEGER NOT NULL REFERENCES output_file,
  first_page INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  "offset" INTEGER NOT NULL,
  length INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  code TEXT,
  PRIMARY KEY (mailing, sequence),
  FOREIGN KEY (mailing, sequence) REFERENCES planned
) STRICT, WITHOUT ROWID;
${insertOnly("piece")}

CREATE TABLE event (
  key INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  mailing TEXT,
  client TEXT,
  individual TEXT,
  piece TEXT,
  facts TEXT NOT NULL
) STRICT;
CREATE INDEX event_by_individual ON event (client, individual) WHERE individual IS NOT NULL;
${insertOnly("event")}
`;

/** What lifts a ledger by one version: definitions, and work on what is there between them. */
type Migration = readonly (string | ((store: Store) => void))[];

const second: Migration = [
  eventTable,
  chainOlderEvents,
  eventTableInPlace + insertOnly("event"),
  codesSchema,
  pressOrdersSchema,
  purgeSchema,
  censusSchema,
];

/**
 * Each lifts the ledger by one version; never change one that was released. Written as SQLite has it, in types
 * and clauses that postgres-sql.ts can put into PostgreSQL's words.
 */
export const migrations: readonly Migration[] = [[first], second];
