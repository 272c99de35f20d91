/** What was counted of the intake that is here; forgotten with it. */
export const censusSchema = `
CREATE TABLE census (
  only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
  inputs_hash TEXT NOT NULL,
  program TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
`;
