import type { FileRecord } from "./account-record.ts";
import type { Store } from "./store.ts";

const fileRecords = `SELECT f.path, f.shard, c.id AS client, s.channel, f.bytes, f.sha256, f.pieces
  FROM output_file f JOIN shard s ON s.mailing = f.mailing AND s.number = f.shard JOIN client c ON c.key = s.client
  WHERE f.mailing = (SELECT key FROM mailing WHERE id = ?)`;

export function* committedFiles(store: Store, mailing: string): Generator<FileRecord> {
  const shards = store.all<{ number: number }>(
    `SELECT s.number FROM mailing m JOIN shard s ON s.mailing = m.key
     WHERE m.id = ? AND s.committed_at IS NOT NULL ORDER BY s.number`,
    mailing,
  );
  for (const { number } of shards) yield* filesOfShard(store, mailing, number);
}

export function printedFiles(store: Store, mailing: string): readonly FileRecord[] {
  return store.all<FileRecord>(`${fileRecords} AND s.channel = 'letter' ORDER BY f.shard, f.key`, mailing);
}

export function filesOfShard(store: Store, mailing: string, shard: number): readonly FileRecord[] {
  return store.all<FileRecord>(`${fileRecords} AND f.shard = ? ORDER BY f.key`, mailing, shard);
}
