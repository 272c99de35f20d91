import type { Problem } from "../problem/index.ts";
import type {
  ExcludedPerson,
  FileRecord,
  OutcomeCount,
  PersonHistory,
  PieceCount,
  PieceRecord,
  Tally,
} from "./account-record.ts";
import { committedFiles, filesOfShard, printedFiles } from "./committed-files.ts";
import { type IndividualRow, individualOfRow } from "./individual-json.ts";
import type { OutcomeKind } from "./mailing-plan.ts";
import {
  type CodeCount,
  codeCounts,
  type PlannedCount,
  type ProducedFile,
  plannedCounts,
  producedFiles,
  type ShardCount,
  shardCounts,
} from "./produced.ts";
import type { Store } from "./store.ts";

type PieceRow = Omit<PieceRecord, "individual" | "sha256"> & {
  sha256: Uint8Array;
  intakeFile: string | null;
  row: number | null;
  json: string | null;
};

const pieceColumns = `m.id AS mailing, p.sequence, p.id, f.shard, c.id AS client, s.channel, v.id AS variant,
  n.individual AS individualId, p.code, f.path AS file, p.first_page AS firstPage, p.pages, p.sheets, p."offset",
  p.length, p.sha256, g.name AS intakeFile, r.row, i.json`;

// The people of the current intake are the mailing's only if their inputs are.
const pieceJoins = `CROSS JOIN planned n ON n.mailing = p.mailing AND n.sequence = p.sequence
  CROSS JOIN output_file f ON f.key = p.file
  CROSS JOIN shard s ON s.mailing = f.mailing AND s.number = f.shard
  CROSS JOIN client c ON c.key = n.client
  CROSS JOIN variant v ON v.key = n.variant
  LEFT JOIN intake t ON t.inputs_hash = m.inputs_hash AND t.state = 'done'
  LEFT JOIN intake_row r ON r.seq = n.seq AND r.id = n.individual AND r.client = n.client AND t.only_one = 1
  LEFT JOIN input_file g ON g.key = r.file
  LEFT JOIN individual i ON i.seq = r.seq`;

function pieceOf({ sha256, intakeFile, row, json, ...piece }: PieceRow): PieceRecord {
  const hash = Buffer.from(sha256).toString("hex");
  if (intakeFile === null || row === null || json === null) return { ...piece, sha256: hash };
  const of: IndividualRow = { client: piece.client, id: piece.individualId, file: intakeFile, row, json };
  return { ...piece, sha256: hash, individual: individualOfRow(of) };
}

/** Counts and look-ups; changes nothing. */
export class Account {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** What a mailing does about its people, counted by client, jurisdiction and kind. */
  outcomes(mailing: string): readonly OutcomeCount[] {
    return this.#store.all<OutcomeCount>(
      `SELECT c.id AS client, g.jurisdiction, g.kind, g.count FROM (
         SELECT client, jurisdiction, kind, count(*) AS count FROM outcome
         WHERE mailing = (SELECT key FROM mailing WHERE id = ?) GROUP BY client, jurisdiction, kind) g
       JOIN client c ON c.key = g.client ORDER BY c.id, g.jurisdiction, g.kind`,
      mailing,
    );
  }

  /** Committed pieces of a mailing, counted by client, channel and variant. */
  pieceCounts(mailing: string): readonly PieceCount[] {
    return this.#store.all<PieceCount>(
      // Shard by shard and by keys: names would be looked up, and sorted, for every piece.
      `SELECT c.id AS client, g.channel, v.id AS variant, g.pieces, g.pages, g.sheets FROM (
         SELECT n.client, n.variant, s.channel, count(*) AS pieces, sum(p.pages) AS pages, sum(p.sheets) AS sheets
         FROM mailing m CROSS JOIN shard s ON s.mailing = m.key
         CROSS JOIN piece p ON p.mailing = s.mailing AND p.sequence BETWEEN s.first AND s.last
         CROSS JOIN planned n ON n.mailing = p.mailing AND n.sequence = p.sequence
         WHERE m.id = ? GROUP BY n.client, n.variant, s.channel) g
       JOIN client c ON c.key = g.client JOIN variant v ON v.key = g.variant
       ORDER BY c.id, g.channel DESC, v.id`,
      mailing,
    );
  }

  /** The committed files of a shard, each with its pieces counted. */
  producedFiles(mailing: string, shard: number): readonly ProducedFile[] {
    return producedFiles(this.#store, mailing, shard);
  }

  /** Planned pieces, by client and variant. */
  plannedCounts(mailing: string): readonly PlannedCount[] {
    return plannedCounts(this.#store, mailing);
  }

  /** Pieces of the shards, by client and channel. */
  shardCounts(mailing: string): readonly ShardCount[] {
    return shardCounts(this.#store, mailing);
  }

  /** Codes due and printed, by client and offer. */
  codeCounts(mailing: string): readonly CodeCount[] {
    return codeCounts(this.#store, mailing);
  }

  /** The whole chain of a mailing, for `reconcile`; undefined if there is no such mailing. */
  tally(mailing: string): Tally | undefined {
    const key = this.#store.get<{ key: number }>("SELECT key FROM mailing WHERE id = ?", mailing)?.key;
    if (key === undefined) return undefined;
    const one = (sql: string) => this.#store.get<{ n: number | null }>(sql, key)?.n ?? 0;
    const outcomes = { letter: 0, email: 0, substitute: 0, alreadyTold: 0, excluded: 0 };
    for (const { kind, n } of this.#store.all<{ kind: OutcomeKind; n: number }>(
      "SELECT kind, count(*) AS n FROM outcome WHERE mailing = ? GROUP BY kind",
      key,
    ))
      outcomes[kind] = n;
    // One reading for what all stands in the same rows.
    const made = this.#store.get<Record<"pieces" | "pages" | "sheets" | "codes", number>>(
      `SELECT count(*) AS pieces, coalesce(sum(pages), 0) AS pages, coalesce(sum(sheets), 0) AS sheets,
         count(code) AS codes FROM piece WHERE mailing = ?`,
      key,
    ) ?? { pieces: 0, pages: 0, sheets: 0, codes: 0 };
    const isCurrent = one(
      `SELECT count(*) AS n FROM mailing m JOIN intake t ON t.inputs_hash = m.inputs_hash AND t.state = 'done'
       WHERE m.key = ? AND m.purpose = 'first'`,
    );
    return {
      people: isCurrent
        ? (this.#store.get<{ n: number }>("SELECT count(*) AS n FROM intake_row WHERE outcome = 'person'")
            ?.n ?? 0)
        : null,
      outcomes,
      planned: one("SELECT count(*) AS n FROM planned WHERE mailing = ?"),
      inShards: one("SELECT sum(last - first + 1) AS n FROM shard WHERE mailing = ?"),
      inFiles: one("SELECT sum(pieces) AS n FROM output_file WHERE mailing = ?"),
      ...made,
      distinctCodes: one("SELECT count(DISTINCT code) AS n FROM piece WHERE mailing = ?"),
      // A code that was voided after it was printed was its person's all the same.
      codesOutOfPlace: one(
        `SELECT count(*) AS n FROM piece p
         CROSS JOIN planned n ON n.mailing = p.mailing AND n.sequence = p.sequence
         LEFT JOIN assignment a ON a.offer = n.offer AND a.individual = n.individual
         LEFT JOIN code k ON k.pool = a.pool AND k.position = a.position
         WHERE p.mailing = ? AND p.code IS DISTINCT FROM k.code AND NOT EXISTS (
           SELECT 1 FROM binding b JOIN code v ON v.pool = b.pool AND v.position = b.position
           WHERE b.offer = n.offer AND b.individual = n.individual AND v.code = p.code)`,
      ),
      piecesOutOfPlace: one(
        `SELECT count(*) AS n FROM piece p
         CROSS JOIN planned n ON n.mailing = p.mailing AND n.sequence = p.sequence
         LEFT JOIN outcome o ON o.client = n.client AND o.individual = n.individual AND o.mailing = n.mailing
         WHERE p.mailing = ? AND o.sequence IS DISTINCT FROM n.sequence`,
      ),
    };
  }

  /** Who was to be told and is not, because their piece cannot be made, with the row they came from. */
  excluded(mailing: string): readonly ExcludedPerson[] {
    return this.#store.all<ExcludedPerson>(
      `SELECT c.id AS client, o.individual, o.reason, f.name AS file, r.row
       FROM mailing m CROSS JOIN outcome o ON o.mailing = m.key AND o.kind = 'excluded'
       CROSS JOIN client c ON c.key = o.client
       CROSS JOIN intake_row r ON r.client = o.client AND r.id = o.individual AND r.outcome = 'person'
       CROSS JOIN input_file f ON f.key = r.file
       WHERE m.id = ? ORDER BY r.seq`,
      mailing,
    );
  }

  /** The committed files of a mailing in the order of their shards, in flat memory: an e-mail is one. */
  files(mailing: string): Generator<FileRecord> {
    return committedFiles(this.#store, mailing);
  }

  /** Print streams and their indexes among them. */
  printed(mailing: string): readonly FileRecord[] {
    return printedFiles(this.#store, mailing);
  }

  /** The committed files of one shard. */
  filesOfShard(mailing: string, shard: number): readonly FileRecord[] {
    return filesOfShard(this.#store, mailing, shard);
  }

  /** The committed pieces of a mailing in print order, in flat memory: all, of one shard, or of one file. */
  *pieces(
    mailing: string,
    of: { readonly shard?: number; readonly file?: string } = {},
  ): Generator<PieceRecord> {
    const { shard, file } = of;
    const range = this.#store.get<{ first: number; last: number }>(
      `SELECT min(s.first) AS first, max(s.last) AS last FROM mailing m JOIN shard s ON s.mailing = m.key
       WHERE m.id = ? AND s.number = coalesce(?, s.number)
         AND (CAST(? AS TEXT) IS NULL
           OR s.number = (SELECT f.shard FROM output_file f WHERE f.mailing = m.key AND f.path = ?))
       HAVING count(*) > 0`,
      mailing,
      shard ?? null,
      file ?? null,
      file ?? null,
    );
    if (range === undefined) return;
    const rows = this.#store.pages<PieceRow>(
      `SELECT ${pieceColumns} FROM mailing m CROSS JOIN piece p ON p.mailing = m.key ${pieceJoins}
       WHERE m.id = ? AND p.sequence <= ? AND f.path = coalesce(?, f.path) AND p.sequence > ?
       ORDER BY p.sequence LIMIT ?`,
      (row) => row.sequence,
      [mailing, range.last, file ?? null],
      range.first - 1,
    );
    for (const row of rows) yield pieceOf(row);
  }

  /** The piece with this id, as on the letter. */
  findPiece(id: string): PieceRecord | undefined {
    const row = this.#store.get<PieceRow>(
      `SELECT ${pieceColumns} FROM piece p CROSS JOIN mailing m ON m.key = p.mailing ${pieceJoins} WHERE p.id = ?`,
      id,
    );
    return row && pieceOf(row);
  }

  /** All about the person that a client knows by this id; undefined if the ledger never heard of it. */
  find(client: string, id: string): PersonHistory | undefined {
    const rows = this.#store.all<{
      file: string;
      row: number;
      outcome: PersonHistory["rows"][number]["outcome"];
      reason: string | null;
      problems: string | null;
      personFile: string | null;
      personRow: number | null;
      personId: string | null;
      json: string | null;
    }>(
      `SELECT f.name AS file, r.row, r.outcome, r.reason, r.problems, g.name AS personFile, o.row AS personRow,
         o.id AS personId, i.json
       FROM client c CROSS JOIN intake_row r ON r.client = c.key AND r.id = ? CROSS JOIN input_file f ON f.key = r.file
       LEFT JOIN intake_row o ON o.seq = CASE WHEN r.outcome = 'duplicate' THEN r.first ELSE r.seq END
       LEFT JOIN input_file g ON g.key = o.file LEFT JOIN individual i ON i.seq = o.seq
       WHERE c.id = ? ORDER BY r.seq`,
      id,
      client,
    );
    const outcomes = this.#store.all<{ mailing: string; kind: OutcomeKind; reason: string | null }>(
      `SELECT m.id AS mailing, o.kind, o.reason FROM client c JOIN outcome o ON o.client = c.key AND o.individual = ?
       JOIN mailing m ON m.key = o.mailing WHERE c.id = ? ORDER BY m.key`,
      id,
      client,
    );
    if (rows.length === 0 && outcomes.length === 0) return undefined;
    const pieces = this.#store.all<PieceRow>(
      `SELECT ${pieceColumns} FROM client k CROSS JOIN outcome o ON o.client = k.key AND o.individual = ?
       CROSS JOIN mailing m ON m.key = o.mailing
       CROSS JOIN piece p ON p.mailing = m.key AND p.sequence = o.sequence ${pieceJoins}
       WHERE k.id = ? ORDER BY m.key`,
      id,
      client,
    );
    return {
      client,
      id,
      rows: rows.map(({ file, row, outcome, reason, problems, personFile, personRow, personId, json }) => ({
        file,
        row,
        outcome,
        ...(reason === null ? {} : { reason }),
        problems: JSON.parse(problems ?? "[]") as Problem[],
        ...(personFile === null || personRow === null || personId === null || json === null
          ? {}
          : {
              individual: individualOfRow({ client, id: personId, file: personFile, row: personRow, json }),
            }),
      })),
      outcomes: outcomes.map(({ reason, ...rest }) => ({ ...rest, ...(reason === null ? {} : { reason }) })),
      pieces: pieces.map(pieceOf),
    };
  }
}
