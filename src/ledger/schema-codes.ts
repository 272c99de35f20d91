import { insertOnly } from "./insert-only.ts";

/** The bindings that are not void. */
export const assignmentView = `
CREATE VIEW assignment AS
  SELECT b.offer, b.individual, b.pool, b.position, b.round FROM binding b
  WHERE NOT EXISTS (
    SELECT 1 FROM binding n WHERE n.offer = b.offer AND n.individual = b.individual AND n.round = b.round + 1);`;

/**
 * Version 2 of codes: an offer may have several files, and a code may be replaced by another. A binding is
 * round 0, or replaces the binding of the round before, which then is void. So a code has one person (unique
 * pool and position), of its own offer; a person has one code that is not void (unique round, and nothing
 * replaces what is not there); and nothing of it is ever undone. `assignment`: the bindings that are not void.
 */
export const codesSchema = `
DROP INDEX one_current_pool;
ALTER TABLE pool ADD COLUMN ordinal INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pool ADD COLUMN checked TEXT;
CREATE UNIQUE INDEX one_current_pool ON pool (offer, file) WHERE state = 'current';
CREATE UNIQUE INDEX pool_of_offer ON pool (key, offer);
CREATE TABLE binding (
  offer INTEGER NOT NULL REFERENCES offer,
  individual TEXT NOT NULL,
  round INTEGER NOT NULL CHECK (round >= 0),
  pool INTEGER NOT NULL,
  position INTEGER NOT NULL,
  replaces INTEGER,
  replaced_at TEXT,
  replaced_by TEXT,
  reason TEXT,
  PRIMARY KEY (offer, individual, round),
  UNIQUE (pool, position),
  FOREIGN KEY (pool, position) REFERENCES code,
  FOREIGN KEY (pool, offer) REFERENCES pool (key, offer),
  FOREIGN KEY (offer, individual, replaces) REFERENCES binding,
  CHECK (round = 0 OR (replaces IS NOT NULL AND replaces = round - 1)),
  CHECK (round > 0 OR replaces IS NULL),
  CHECK (round = 0 OR (replaced_at IS NOT NULL AND reason IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX replacing_binding ON binding (offer) WHERE replaces IS NOT NULL;
INSERT INTO binding (offer, individual, round, pool, position)
  SELECT offer, individual, 0, pool, position FROM assignment;
DROP TABLE assignment;
${assignmentView}
${insertOnly("binding")}`;
