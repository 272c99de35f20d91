/**
 * Events as a chain, in two parts: the new table, and, once `chainOlderEvents` has moved what an older ledger
 * had in the former one, its place under the old name. `hash` is hex; see event-chain.ts.
 */
export const eventTable = `
CREATE TABLE event_chained (
  key INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  kind TEXT NOT NULL,
  who TEXT,
  mailing TEXT,
  client TEXT,
  individual TEXT,
  piece TEXT,
  facts TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
`;

export const eventTableInPlace = `
DROP TABLE event;
ALTER TABLE event_chained RENAME TO event;
CREATE INDEX event_by_individual ON event (client, individual) WHERE individual IS NOT NULL;
`;
