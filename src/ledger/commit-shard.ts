import { createHash } from "node:crypto";
import { type Problem, problem } from "../problem/index.ts";
import { recordEvents } from "./event-chain.ts";
import type { Store, Value } from "./store.ts";

/** One finished letter or e-mail of a shard. */
export type Piece = {
  readonly sequence: number;
  /** Unique for ever; ids that grow with the sequence commit fastest. */
  readonly id: string;
  /** The individual's id, and the code on it: compared with the plan. */
  readonly individual: string;
  readonly code: string | null;
  /** The path of the print stream or message that it is in, one of the commit's files. */
  readonly file: string;
  /** From 0 within the print stream; 0 for an e-mail. */
  readonly firstPage: number;
  readonly pages: number;
  readonly sheets: number;
  /** Where the piece's own bytes are in the file. */
  readonly offset: number;
  readonly length: number;
  /** Hex. */
  readonly sha256: string;
};

/** A file written for a shard; the path is relative to the output folder. */
export type ShardFile = {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly pieces: number;
};

export type ShardCommit = {
  readonly mailing: string;
  readonly shard: number;
  readonly at: string;
  readonly pieces: readonly Piece[];
  readonly files: readonly ShardFile[];
};

export type CommitResult =
  | { readonly kind: "committed" }
  | { readonly kind: "alreadyCommitted"; readonly sameBytes: boolean }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

type ShardRow = {
  mailing: number;
  client: number;
  first: number;
  last: number;
  committedAt: string | null;
  state: string;
};

/** What was planned for the shard and what was made must be one and the same, piece by piece. */
function insistOnPlan(store: Store, { mailing, first, last }: ShardRow, pieces: readonly Piece[]): void {
  const planned = store.all<{ sequence: number; individual: string; code: string | null }>(
    `SELECT p.sequence, p.individual, k.code FROM planned p
     LEFT JOIN assignment a ON a.offer = p.offer AND a.individual = p.individual
     LEFT JOIN code k ON k.pool = a.pool AND k.position = a.position
     WHERE p.mailing = ? AND p.sequence BETWEEN ? AND ? ORDER BY p.sequence`,
    mailing,
    first,
    last,
  );
  if (planned.length !== pieces.length)
    throw new Error(`${pieces.length} pieces were made where ${planned.length} were planned`);
  planned.forEach(({ sequence, individual, code }, index) => {
    const piece = pieces[index];
    if (piece?.sequence !== sequence) throw new Error(`piece ${sequence} is missing or out of order`);
    if (piece.individual !== individual) throw new Error(`piece ${sequence} was made for another person`);
    if (piece.code !== code) throw new Error(`piece ${sequence} bears another code than its person's`);
  });
}

const pieceColumns = [
  "mailing",
  "sequence",
  "id",
  "file",
  "first_page",
  "pages",
  "sheets",
  '"offset"',
  "length",
  "sha256",
  "code",
];

/** SHA-256 over the lines of a shard's `sha256sum` list, in the order of the paths: a shard of e-mails has thousands. */
function filesHash(files: readonly ShardFile[]): string {
  const hash = createHash("sha256");
  for (const { path, sha256 } of files.toSorted((a, b) => (a.path < b.path ? -1 : 1)))
    hash.update(`${sha256}  ${path}\n`);
  return hash.digest("hex");
}

/** Inside a transaction. */
export function commitShard(store: Store, { mailing, shard, at, pieces, files }: ShardCommit): CommitResult {
  const row = store.get<ShardRow>(
    `SELECT m.key AS mailing, s.client, s.first, s.last, s.committed_at AS committedAt, m.state
     FROM mailing m JOIN shard s ON s.mailing = m.key WHERE m.id = ? AND s.number = ?`,
    mailing,
    shard,
  );
  if (row === undefined) throw new Error(`mailing has no shard ${shard}`);
  if (row.committedAt !== null) {
    const before = store.all<{ path: string; sha256: string }>(
      "SELECT path, sha256 FROM output_file WHERE mailing = ? AND shard = ?",
      row.mailing,
      shard,
    );
    const hashes = new Map(before.map(({ path, sha256 }) => [path, sha256]));
    const sameBytes =
      before.length === files.length && files.every(({ path, sha256 }) => hashes.get(path) === sha256);
    return { kind: "alreadyCommitted", sameBytes };
  }
  if (row.state !== "open")
    return { kind: "refused", problems: [problem("ledger/mailing-withdrawn", {}, { mailing })] };
  insistOnPlan(store, row, pieces);
  store.insertRows(
    "output_file",
    ["mailing", "shard", "path", "bytes", "sha256", "pieces"],
    files.map(({ path, bytes, sha256, pieces: count }) => [row.mailing, shard, path, bytes, sha256, count]),
  );
  const keys = new Map(
    store
      .all<{ path: string; key: number }>(
        "SELECT path, key FROM output_file WHERE mailing = ? AND shard = ?",
        row.mailing,
        shard,
      )
      .map(({ path, key }) => [path, key]),
  );
  const inFile = new Map<string, number>();
  function* pieceRows(): Generator<readonly Value[]> {
    for (const piece of pieces) {
      const file = keys.get(piece.file);
      if (file === undefined) throw new Error(`piece ${piece.sequence} is in no file of the shard`);
      inFile.set(piece.file, (inFile.get(piece.file) ?? 0) + 1);
      const { sequence, id, firstPage, pages, sheets, offset, length, sha256, code } = piece;
      const hash = Buffer.from(sha256, "hex");
      yield [row?.mailing ?? null, sequence, id, file, firstPage, pages, sheets, offset, length, hash, code];
    }
  }
  store.insertRows("piece", pieceColumns, pieceRows());
  for (const { path, pieces: count } of files)
    if ((inFile.get(path) ?? 0) !== count)
      throw new Error(`a file of shard ${shard} does not hold as many pieces as it says`);
  store.run("UPDATE shard SET committed_at = ? WHERE mailing = ? AND number = ?", at, row.mailing, shard);
  const facts = { shard, pieces: pieces.length, files: files.length, filesSha256: filesHash(files) };
  recordEvents(store, [{ at, kind: "shardCommitted", mailing, facts }]);
  return { kind: "committed" };
}
