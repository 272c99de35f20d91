import type { FileRecord } from "./account-record.ts";
import type { Store } from "./store.ts";

/** A committed file, and what the pieces on record say is in it. */
export type ProducedFile = FileRecord & {
  /** Pieces on record, counted one by one; `pieces` is what was said when the file was committed. */
  readonly recorded: number;
  readonly pages: number;
  readonly sheets: number;
};

/** Pieces as planned, by client and variant. */
export type PlannedCount = { readonly client: string; readonly variant: string; readonly pieces: number };

/** Pieces of the shards of a client and channel, by their first and last number. */
export type ShardCount = {
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly pieces: number;
};

/** One offer's codes in a mailing. */
export type CodeCount = {
  readonly client: string;
  readonly offer: string;
  /** Pieces whose person gets a code of the offer. */
  readonly planned: number;
  /** Pieces made that bear one. */
  readonly printed: number;
  readonly distinct: number;
};

export function producedFiles(store: Store, mailing: string, shard: number): readonly ProducedFile[] {
  const found = store.get<{ key: number; first: number; last: number }>(
    "SELECT m.key, s.first, s.last FROM mailing m JOIN shard s ON s.mailing = m.key WHERE m.id = ? AND s.number = ?",
    mailing,
    shard,
  );
  if (found === undefined) return [];
  const { key, first, last } = found;
  return store.all<ProducedFile>(
    `SELECT f.path, f.shard, c.id AS client, s.channel, f.bytes, f.sha256, f.pieces,
         coalesce(p.recorded, 0) AS recorded, coalesce(p.pages, 0) AS pages, coalesce(p.sheets, 0) AS sheets
       FROM output_file f
       JOIN shard s ON s.mailing = f.mailing AND s.number = f.shard JOIN client c ON c.key = s.client
       LEFT JOIN (
         SELECT file, count(*) AS recorded, sum(pages) AS pages, sum(sheets) AS sheets FROM piece
         WHERE mailing = ? AND sequence BETWEEN ? AND ? GROUP BY file) p ON p.file = f.key
       WHERE f.mailing = ? AND f.shard = ? ORDER BY f.key`,
    key,
    first,
    last,
    key,
    shard,
  );
}

export function plannedCounts(store: Store, mailing: string): readonly PlannedCount[] {
  return store.all<PlannedCount>(
    `SELECT c.id AS client, v.id AS variant, g.pieces FROM (
       SELECT client, variant, count(*) AS pieces FROM planned
       WHERE mailing = (SELECT key FROM mailing WHERE id = ?) GROUP BY client, variant) g
     JOIN client c ON c.key = g.client JOIN variant v ON v.key = g.variant ORDER BY c.id, v.id`,
    mailing,
  );
}

export function shardCounts(store: Store, mailing: string): readonly ShardCount[] {
  return store.all<ShardCount>(
    `SELECT c.id AS client, s.channel, sum(s.last - s.first + 1) AS pieces
     FROM mailing m JOIN shard s ON s.mailing = m.key JOIN client c ON c.key = s.client
     WHERE m.id = ? GROUP BY c.id, s.channel ORDER BY c.id, s.channel`,
    mailing,
  );
}

export function codeCounts(store: Store, mailing: string): readonly CodeCount[] {
  return store.all<CodeCount>(
    `SELECT c.id AS client, o.id AS offer, g.planned, g.printed, g.distinct_codes AS "distinct" FROM (
       SELECT n.offer, count(*) AS planned, count(p.code) AS printed, count(DISTINCT p.code) AS distinct_codes
       FROM planned n LEFT JOIN piece p ON p.mailing = n.mailing AND p.sequence = n.sequence
       WHERE n.mailing = (SELECT key FROM mailing WHERE id = ?) AND n.offer IS NOT NULL GROUP BY n.offer) g
     JOIN offer o ON o.key = g.offer JOIN client c ON c.key = o.client ORDER BY c.id, o.id`,
    mailing,
  );
}
