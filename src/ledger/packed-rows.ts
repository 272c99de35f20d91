import type { RowOutcome } from "../people/index.ts";
import { individualToJson } from "./individual-json.ts";
import type { Value } from "./store.ts";

/** The columns of `intake_row` that a row fills, after its number, client and file. */
export const rowColumns = [
  "row",
  "outcome",
  "id",
  "identity",
  "jurisdiction",
  "delivery",
  "duplicate_key",
  "possible_key",
  "reason",
  "problems",
] as const;

/** What a row brings to the store: its values in the order of `rowColumns`, and a person's individual. */
export type RowEntry = { readonly values: readonly Value[]; readonly json?: string };

export function rowEntry(row: RowOutcome, client: string): RowEntry {
  const problems = row.problems.length > 0 ? JSON.stringify(row.problems) : null;
  switch (row.kind) {
    case "person": {
      const { individual } = row;
      if (individual.client !== client) throw new Error("an individual of another client was added");
      const values = [
        row.row,
        "person",
        individual.id,
        `${individual.name.full.toLowerCase()} ${individual.dateOfBirth ?? ""}`,
        individual.jurisdiction,
        individual.delivery,
        keyBytes(row.duplicateKey),
        keyBytes(row.possibleDuplicateKey),
        null,
        problems,
      ];
      return { values, json: individualToJson(individual) };
    }
    case "held": {
      const { id = null, jurisdiction = null } = row;
      return { values: [row.row, "held", id, null, jurisdiction, null, null, null, null, problems] };
    }
    case "suppressed": {
      const { id = null, jurisdiction, reason } = row;
      return { values: [row.row, "suppressed", id, null, jurisdiction, null, null, null, reason, problems] };
    }
    default:
      return row satisfies never;
  }
}

const keyLength = 16;

function keyBytes(hex: string): Uint8Array {
  const bytes = Buffer.from(hex, "hex");
  if (bytes.length !== keyLength) throw new Error("a duplicate key is not 32 hex digits");
  return bytes;
}

/** Rows of one client in a form that goes from one thread to another for next to nothing. */
export type PackedRows = {
  readonly rows: number;
  /** All texts of all rows, one behind the other. */
  readonly text: string;
  /** For each row its spreadsheet row, then the length of each text; `nothing` where there is none. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Both keys of each person, one behind the other. */
  readonly keys: Uint8Array<ArrayBuffer>;
};

const nothing = 0xffff_ffff;
const keyAt = rowColumns.indexOf("duplicate_key");
/** The row's number and, of the columns between it and the keys and behind them, the texts; then the individual. */
const numbersOfRow = rowColumns.length - 2 + 1;

/** Packs rows of one client for `Intake.addPacked`. Does not need the store: another thread may do it. */
export function packRows(client: string, rows: readonly RowOutcome[]): PackedRows {
  const lengths = new Uint32Array(rows.length * numbersOfRow);
  const keys = new Uint8Array(rows.length * 2 * keyLength);
  let text = "";
  let at = 0;
  let keyEnd = 0;
  const put = (value: Value | undefined) => {
    if (typeof value === "string") {
      text += value;
      lengths[at++] = value.length;
    } else lengths[at++] = nothing;
  };
  for (const row of rows) {
    const { values, json } = rowEntry(row, client);
    lengths[at++] = row.row;
    for (let column = 1; column < values.length; column++) {
      const value = values[column];
      if (column !== keyAt && column !== keyAt + 1) put(value);
      else if (value instanceof Uint8Array) {
        keys.set(value, keyEnd);
        keyEnd += keyLength;
      }
    }
    put(json);
  }
  return { rows: rows.length, text, lengths, keys: keys.slice(0, keyEnd) };
}

/** The rows that were packed, in order. */
export function* unpackRows({ rows, text, lengths, keys }: PackedRows): Generator<RowEntry> {
  let at = 0;
  let textEnd = 0;
  let keyEnd = 0;
  const take = (): string | null => {
    const length = lengths[at++] ?? nothing;
    if (length === nothing) return null;
    textEnd += length;
    return text.slice(textEnd - length, textEnd);
  };
  const takeKey = () => {
    keyEnd += keyLength;
    return keys.subarray(keyEnd - keyLength, keyEnd);
  };
  for (let row = 0; row < rows; row++) {
    const number = lengths[at++] ?? 0;
    const [outcome, id, identity, jurisdiction, delivery] = [take(), take(), take(), take(), take()];
    const isPerson = outcome === "person";
    const [same, alike] = isPerson ? [takeKey(), takeKey()] : [null, null];
    const values = [number, outcome, id, identity, jurisdiction, delivery, same, alike, take(), take()];
    const json = take();
    yield json === null ? { values } : { values, json };
  }
}
