/**
 * What other machines need to press a mailing's shards, beside the people and codes that are here. `content` begins
 * with its stamp, 32 bytes; see press-orders.ts.
 */
export const pressOrdersSchema = `
CREATE TABLE press_order (
  mailing TEXT PRIMARY KEY,
  program TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`;
