import type { MailingPurpose } from "./mailing-plan.ts";
import type { Store, Value } from "./store.ts";

/**
 * Inside a transaction: puts the pieces of a mailing in print order, from `temp.placement` into `temp.arranged`
 * (for `bindArranged`, and dropped by the caller), and records order, shards and everyone's outcome. All that a
 * table needs goes through one sort and is written in its own order: rows by the million are never looked up one
 * by one.
 */
export function arrangePieces(
  store: Store,
  mailing: number,
  { purpose, piecesPerShard }: { readonly purpose: MailingPurpose; readonly piecesPerShard: number },
): void {
  store.execute(`DROP TABLE IF EXISTS temp.arranged;
    CREATE TEMP TABLE arranged (
      sequence INTEGER PRIMARY KEY, seq INTEGER NOT NULL, client INTEGER NOT NULL, individual TEXT NOT NULL,
      kind TEXT NOT NULL, shard_group TEXT NOT NULL, variant INTEGER NOT NULL, offer INTEGER,
      jurisdiction TEXT NOT NULL, identity TEXT) STRICT`);
  store.run(
    `INSERT INTO temp.arranged
       (sequence, seq, client, individual, kind, shard_group, variant, offer, jurisdiction, identity)
     SELECT row_number() OVER (ORDER BY c.id, p.kind DESC, p.shard_group, p.sort, p.seq),
       p.seq, r.client, r.id, p.kind, p.shard_group, p.variant, o.key, r.jurisdiction, r.identity
     FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq CROSS JOIN client c ON c.key = r.client
     LEFT JOIN offer o ON o.client = r.client AND o.id = p.offer
     WHERE p.kind IN ('letter', 'email')`,
  );
  store.filled("temp.arranged");
  store.run(
    `INSERT INTO planned (mailing, sequence, seq, client, individual, variant, offer)
     SELECT ?, sequence, seq, client, individual, variant, offer FROM temp.arranged ORDER BY sequence`,
    mailing,
  );
  store.filled("planned");
  cutShards(store, mailing, piecesPerShard);
  recordOutcomes(store, mailing, purpose);
}

function cutShards(store: Store, mailing: number, piecesPerShard: number): void {
  const groups = store.all<{ client: number; channel: string; group: string; count: number }>(
    `SELECT client, kind AS channel, shard_group AS "group", count(*) AS count FROM temp.arranged
     GROUP BY client, kind, shard_group ORDER BY min(sequence)`,
  );
  function* shards(): Generator<readonly Value[]> {
    let number = 0;
    let next = 1;
    for (const { client, channel, group, count } of groups)
      for (let left = count; left > 0; left -= piecesPerShard) {
        number += 1;
        const size = Math.min(left, piecesPerShard);
        yield [mailing, number, client, channel, group, next, next + size - 1];
        next += size;
      }
  }
  const columns = ["mailing", "number", "client", "channel", "group_key", "first", "last"];
  store.insertRows("shard", columns, shards());
}

function recordOutcomes(store: Store, mailing: number, purpose: MailingPurpose): void {
  store.run(
    `INSERT INTO outcome (client, individual, mailing, kind, is_first_notice, jurisdiction, reason)
     SELECT r.client, r.id, ?, p.kind, 0, r.jurisdiction, p.reason
     FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
     WHERE p.kind NOT IN ('letter', 'email') ORDER BY r.client, r.id`,
    mailing,
  );
  store.run(
    `INSERT INTO outcome (client, individual, mailing, kind, is_first_notice, jurisdiction, sequence, identity)
     SELECT client, individual, ?, kind, ?, jurisdiction, sequence, identity
     FROM temp.arranged ORDER BY client, individual`,
    mailing,
    purpose === "first" ? 1 : 0,
  );
  store.filled("outcome");
}
