-- A ledger as version 1 of the schema left it: made by that version, people and codes made up.
CREATE TABLE client (key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE intake (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  inputs_hash TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('started', 'done'))
) STRICT;
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
CREATE TABLE piece (
  mailing INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL UNIQUE,
  file INTEGER NOT NULL REFERENCES output_file,
  first_page INTEGER NOT NULL,
  pages INTEGER NOT NULL,
  sheets INTEGER NOT NULL,
  offset INTEGER NOT NULL,
  length INTEGER NOT NULL,
  sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
  code TEXT,
  PRIMARY KEY (mailing, sequence),
  FOREIGN KEY (mailing, sequence) REFERENCES planned
) STRICT, WITHOUT ROWID;
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
  outcome TEXT NOT NULL CHECK (outcome IN ('person', 'duplicate', 'held', 'suppressed')),
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
  CHECK (outcome NOT IN ('person', 'duplicate') OR (id IS NOT NULL AND duplicate_key IS NOT NULL)),
  CHECK (outcome <> 'duplicate' OR first < seq),
  CHECK (outcome <> 'suppressed' OR reason IS NOT NULL),
  CHECK (outcome <> 'held' OR problems IS NOT NULL)
) STRICT;
CREATE TABLE individual (seq INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
INSERT INTO client VALUES (1, 'a');
INSERT INTO intake VALUES (1, 'h', 'done');
INSERT INTO offer VALUES (1, 1, 'one', 'adult');
INSERT INTO pool VALUES (1, 1, 'codes/one.csv', '4c94485e0c21ae6c41ce1dfe7b6bfaceea5ab68e40a2476f50208e526f506080', 'current', 4, 3, '{"rows":4,"added":4,"bound":0,"refused":0,"problems":[]}');
INSERT INTO code VALUES (1, 0, 'CODE-00000000', NULL, 2);
INSERT INTO code VALUES (1, 1, 'CODE-00000001', NULL, 3);
INSERT INTO code VALUES (1, 2, 'CODE-00000002', NULL, 4);
INSERT INTO code VALUES (1, 3, 'CODE-00000003', NULL, 5);
INSERT INTO assignment VALUES (1, 'P-000002', 1, 0);
INSERT INTO assignment VALUES (1, 'P-000003', 1, 1);
INSERT INTO assignment VALUES (1, 'P-000004', 1, 2);
INSERT INTO approval VALUES (1, 'a US-CA', 'h', 'approved', 'R. Counsel', '2026-02-01T10:00:00Z', NULL);
INSERT INTO mailing VALUES (1, 'm', 'first', 'open', 'h', '2026-02-09T09:00:00Z');
INSERT INTO variant VALUES (1, 'a US-CA');
INSERT INTO variant VALUES (2, 'a US-TX');
INSERT INTO shard VALUES (1, 1, 1, 'letter', 'US-CA', 1, 2, '2026-02-10T09:00:00Z');
INSERT INTO shard VALUES (1, 2, 1, 'letter', 'US-TX', 3, 3, NULL);
INSERT INTO planned VALUES (1, 1, 1, 1, 'P-000002', 1, 1);
INSERT INTO planned VALUES (1, 2, 3, 1, 'P-000004', 1, 1);
INSERT INTO planned VALUES (1, 3, 2, 1, 'P-000003', 2, 1);
INSERT INTO outcome VALUES (1, 'P-000002', 1, 'letter', 1, 'US-CA', 1, NULL, 'person 2 1970-01-01');
INSERT INTO outcome VALUES (1, 'P-000003', 1, 'letter', 1, 'US-TX', 3, NULL, 'person 3 1970-01-01');
INSERT INTO outcome VALUES (1, 'P-000004', 1, 'letter', 1, 'US-CA', 2, NULL, 'person 4 1970-01-01');
INSERT INTO output_file VALUES (1, 1, 1, 'a/print/m-1.pdf', 4000, '4bd47742ea57eb8f3f3beebcd9ad1eb78ebfd6888a4ca3fe1ea100d7f453795e', 2);
INSERT INTO piece VALUES (1, 1, 'm-00000001', 1, 0, 3, 2, 0, 2000, x'a9abb2d62b2cbb3e719c148296a38bdbf8f15b695b5380f34910f98c1c1c09c8', 'CODE-00000000');
INSERT INTO piece VALUES (1, 2, 'm-00000002', 1, 3, 3, 2, 2000, 2000, x'edc236c98ba3a3f151493ae8b9a28c43fff6f1c2375b6753ee7275bd7c4ae734', 'CODE-00000002');
INSERT INTO event VALUES (1, '2026-02-09T09:00:00Z', 'mailingPlanned', 'm', NULL, NULL, NULL, '{"out":"out"}');
INSERT INTO event VALUES (2, '2026-02-01T10:00:00Z', 'streamsVerified', 'm', NULL, NULL, NULL, '{"out":"out","letters":3,"emails":0,"wrong":0}');
INSERT INTO event VALUES (3, '2026-02-01T10:00:00Z', 'letterReturned', 'm', 'a', 'P-000002', 'm-00000001', '{}');
INSERT INTO input_file VALUES (1, 1, 'people.csv', NULL);
INSERT INTO intake_row VALUES (1, 1, 1, 2, 'person', 'P-000002', 'person 2 1970-01-01', 'US-CA', 'mail', x'4c44e441888689d32218a97114ec406b', x'eb36c04fb90b188fe06abeeb3b41fcd6', NULL, NULL, NULL);
INSERT INTO intake_row VALUES (2, 1, 1, 3, 'person', 'P-000003', 'person 3 1970-01-01', 'US-TX', 'mail', x'f67e075cf3c3635100f1efc90be4a02f', x'295629fe6b71b356f96be26a8744ed05', NULL, NULL, NULL);
INSERT INTO intake_row VALUES (3, 1, 1, 4, 'person', 'P-000004', 'person 4 1970-01-01', 'US-CA', 'mail', x'd22bf77da609dcd1bf766ef5e798ddee', x'583da500ec0e8b33b65ed8a1c88c32ff', NULL, NULL, NULL);
INSERT INTO individual VALUES (1, '{"name":{"full":"Person 2"},"status":"adult","recipient":{"kind":"individual"},"address":{"lines":["2 MAIN ST"],"city":"SPRINGFIELD","state":"CA","zip":"90001","country":"US","kind":"state"},"delivery":"mail","jurisdiction":"US-CA","dateOfBirth":"1970-01-01","language":"en","dataElements":["ssn"]}');
INSERT INTO individual VALUES (2, '{"name":{"full":"Person 3"},"status":"adult","recipient":{"kind":"individual"},"address":{"lines":["3 MAIN ST"],"city":"SPRINGFIELD","state":"TX","zip":"90001","country":"US","kind":"state"},"delivery":"mail","jurisdiction":"US-TX","dateOfBirth":"1970-01-01","language":"en","dataElements":["ssn"]}');
INSERT INTO individual VALUES (3, '{"name":{"full":"Person 4"},"status":"adult","recipient":{"kind":"individual"},"address":{"lines":["4 MAIN ST"],"city":"SPRINGFIELD","state":"CA","zip":"90001","country":"US","kind":"state"},"delivery":"mail","jurisdiction":"US-CA","dateOfBirth":"1970-01-01","language":"en","dataElements":["ssn"]}');
CREATE UNIQUE INDEX one_current_pool ON pool (offer) WHERE state = 'current';
CREATE INDEX approval_by_variant ON approval (variant);
CREATE UNIQUE INDEX one_first_notice ON outcome (client, individual) WHERE is_first_notice = 1;
CREATE INDEX output_file_by_shard ON output_file (mailing, shard);
CREATE INDEX event_by_individual ON event (client, individual) WHERE individual IS NOT NULL;
CREATE INDEX intake_row_by_id ON intake_row (client, id);
CREATE TRIGGER assignment_is_never_changed BEFORE UPDATE ON assignment BEGIN
  SELECT raise(ABORT, 'assignment is insert-only');
END;
CREATE TRIGGER assignment_is_never_deleted BEFORE DELETE ON assignment BEGIN
  SELECT raise(ABORT, 'assignment is insert-only');
END;
CREATE TRIGGER approval_is_never_changed BEFORE UPDATE ON approval BEGIN
  SELECT raise(ABORT, 'approval is insert-only');
END;
CREATE TRIGGER approval_is_never_deleted BEFORE DELETE ON approval BEGIN
  SELECT raise(ABORT, 'approval is insert-only');
END;
CREATE TRIGGER piece_is_never_changed BEFORE UPDATE ON piece BEGIN
  SELECT raise(ABORT, 'piece is insert-only');
END;
CREATE TRIGGER piece_is_never_deleted BEFORE DELETE ON piece BEGIN
  SELECT raise(ABORT, 'piece is insert-only');
END;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN
  SELECT raise(ABORT, 'event is insert-only');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event BEGIN
  SELECT raise(ABORT, 'event is insert-only');
END;
PRAGMA application_id = 1313886803;
PRAGMA user_version = 1;
