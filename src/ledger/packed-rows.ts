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

type Text = string | null;

/** The texts of a row in the order of `rowColumns`, without the keys; then the individual. */
type RowTexts = readonly [
  outcome: RowOutcome["kind"],
  id: Text,
  identity: Text,
  jurisdiction: Text,
  delivery: Text,
  reason: Text,
  problems: Text,
  json: Text,
];

const textsOfRow = 8;

function rowTexts(row: RowOutcome, client: string): RowTexts {
  const problems = row.problems.length > 0 ? JSON.stringify(row.problems) : null;
  switch (row.kind) {
    case "person": {
      const { individual } = row;
      if (individual.client !== client) throw new Error("an individual of another client was added");
      const identity = `${individual.name.full.toLowerCase()} ${individual.dateOfBirth ?? ""}`;
      const { id, jurisdiction, delivery } = individual;
      return ["person", id, identity, jurisdiction, delivery, null, problems, individualToJson(individual)];
    }
    case "held": {
      const { id = null, jurisdiction = null } = row;
      return ["held", id, null, jurisdiction, null, null, problems, null];
    }
    case "suppressed": {
      const { id = null, jurisdiction, reason } = row;
      return ["suppressed", id, null, jurisdiction, null, reason, problems, null];
    }
    default:
      return row satisfies never;
  }
}

function entryOf(row: number, texts: RowTexts, same: Uint8Array | null, alike: Uint8Array | null): RowEntry {
  const [outcome, id, identity, jurisdiction, delivery, reason, problems, json] = texts;
  const values = [row, outcome, id, identity, jurisdiction, delivery, same, alike, reason, problems];
  return json === null ? { values } : { values, json };
}

export function rowEntry(row: RowOutcome, client: string): RowEntry {
  const [same, alike] =
    row.kind === "person" ? [keyBytes(row.duplicateKey), keyBytes(row.possibleDuplicateKey)] : [null, null];
  return entryOf(row.row, rowTexts(row, client), same, alike);
}

const keyLength = 16;

function keyBytes(hex: string): Uint8Array {
  const bytes = new Uint8Array(keyLength);
  putKey(hex, Buffer.from(bytes.buffer), 0);
  return bytes;
}

function putKey(hex: string, bytes: Buffer, at: number): void {
  if (hex.length !== 2 * keyLength || bytes.write(hex, at, "hex") !== keyLength)
    throw new Error("a duplicate key is not 32 hex digits");
}

/** Rows of one client in a form that goes from one thread to another for next to nothing. */
export type PackedRows = {
  readonly rows: number;
  /** All texts of all rows, one behind the other, in UTF-8. */
  readonly text: Uint8Array<ArrayBuffer>;
  /** For each row its spreadsheet row, then the length of each text in UTF-16; `nothing` where there is none. */
  readonly lengths: Uint32Array<ArrayBuffer>;
  /** Both keys of each person, one behind the other. */
  readonly keys: Uint8Array<ArrayBuffer>;
};

const nothing = 0xffff_ffff;
const numbersOfRow = 1 + textsOfRow;
// The most that a UTF-16 unit takes in UTF-8.
const bytesOfUnit = 3;

/** Packs rows of one client, some at a time, and gives them all together. */
export type RowPacker = {
  /** How many rows were added since the last `take`. */
  readonly rows: number;
  add(rows: readonly RowOutcome[]): void;
  take(): PackedRows;
};

/**
 * Packs rows of one client for `Intake.addPacked`. Does not need the store: another thread may do it. What is packed
 * lies outside of the heap, where the collector does not copy it.
 */
export function rowPacker(client: string): RowPacker {
  let rows = 0;
  let texts = Buffer.alloc(1 << 16);
  let lengths = new Uint32Array(1 << 12);
  let keys = Buffer.alloc(1 << 14);
  let textEnd = 0;
  let lengthEnd = 0;
  let keyEnd = 0;
  return {
    get rows() {
      return rows;
    },
    add(added) {
      lengths = roomFor(lengths, lengthEnd, added.length * numbersOfRow, (size) => new Uint32Array(size));
      keys = roomFor(keys, keyEnd, added.length * 2 * keyLength, Buffer.alloc);
      let text = "";
      for (const row of added) {
        lengths[lengthEnd++] = row.row;
        for (const each of rowTexts(row, client)) {
          lengths[lengthEnd++] = each === null ? nothing : each.length;
          if (each !== null) text += each;
        }
        if (row.kind !== "person") continue;
        putKey(row.duplicateKey, keys, keyEnd);
        putKey(row.possibleDuplicateKey, keys, keyEnd + keyLength);
        keyEnd += 2 * keyLength;
      }
      texts = roomFor(texts, textEnd, text.length * bytesOfUnit, Buffer.alloc);
      textEnd += texts.write(text, textEnd, "utf8");
      rows += added.length;
    },
    take() {
      const taken = {
        rows,
        text: new Uint8Array(texts.subarray(0, textEnd)),
        lengths: lengths.slice(0, lengthEnd),
        keys: new Uint8Array(keys.subarray(0, keyEnd)),
      };
      rows = textEnd = lengthEnd = keyEnd = 0;
      return taken;
    },
  };
}

/** The array, or a larger one with the same beginning, if there is no room for so many more behind `end`. */
function roomFor<Numbers extends Uint8Array | Uint32Array>(
  numbers: Numbers,
  end: number,
  more: number,
  make: (size: number) => Numbers,
): Numbers {
  if (end + more <= numbers.length) return numbers;
  const larger = make(2 * (end + more));
  larger.set(numbers.subarray(0, end));
  return larger;
}

/** The rows that were packed, in order. */
export function* unpackRows({ rows, text: bytes, lengths, keys }: PackedRows): Generator<RowEntry> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8");
  let at = 0;
  let textEnd = 0;
  let keyEnd = 0;
  const take = (): Text => {
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
    const outcome = take() as RowOutcome["kind"];
    const texts: RowTexts = [outcome, take(), take(), take(), take(), take(), take(), take()];
    const [same, alike] = outcome === "person" ? [takeKey(), takeKey()] : [null, null];
    yield entryOf(number, texts, same, alike);
  }
}
