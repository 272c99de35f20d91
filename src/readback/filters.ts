import { inflateSync } from "node:zlib";
import { Unreadable } from "./fault.ts";
import { as, asArray, asNumber, type PdfDict, type PdfValue } from "./pdf-value.ts";

// 64 MiB: a font file is a few; a stream that expands beyond it is damage or an attack.
const largestExpanded = 67_108_864;

type Resolve = (value: PdfValue | undefined) => PdfValue | undefined;

/** The bytes of a stream with its filters undone: FlateDecode with predictors, or none. */
export function decodeStream(raw: Uint8Array, dict: PdfDict, resolve: Resolve): Uint8Array {
  const filter = resolve(dict.entries.get("Filter"));
  const parameters = resolve(dict.entries.get("DecodeParms"));
  if (filter === undefined || filter === null) return raw;
  const filters = asArray(filter) ?? [filter];
  const perFilter = asArray(parameters) ?? [parameters];
  return filters.reduce<Uint8Array>((bytes, each, at) => {
    const name = as("name", resolve(each))?.name ?? "?";
    if (name !== "FlateDecode" && name !== "Fl")
      throw new Unreadable("readback/filter-unknown", undefined, { filter: name });
    return unpredict(inflate(bytes), as("dict", resolve(perFilter[at] ?? null)), resolve);
  }, raw);
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateSync(bytes, { maxOutputLength: largestExpanded });
  } catch (cause) {
    const tooLarge = (cause as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new Unreadable(tooLarge ? "readback/stream-too-large" : "readback/stream-damaged");
  }
}

function unpredict(bytes: Uint8Array, parameters: PdfDict | undefined, resolve: Resolve): Uint8Array {
  const given = (name: string, otherwise: number) =>
    asNumber(resolve(parameters?.entries.get(name))) ?? otherwise;
  const predictor = given("Predictor", 1);
  if (predictor === 1) return bytes;
  if (predictor < 10) throw new Unreadable("readback/filter-unknown", undefined, { predictor });
  const pixelBits = given("Colors", 1) * given("BitsPerComponent", 8);
  const rowBytes = Math.ceil((given("Columns", 1) * pixelBits) / 8);
  const left = Math.max(1, pixelBits >> 3);
  if (!(rowBytes > 0 && rowBytes <= largestExpanded)) throw new Unreadable("readback/stream-damaged");
  const rows = Math.ceil(bytes.length / (rowBytes + 1));
  const out = new Uint8Array(rows * rowBytes);
  for (let row = 0; row < rows; row++) {
    const from = row * (rowBytes + 1);
    const to = row * rowBytes;
    const kind = bytes[from];
    for (let at = 0; at < rowBytes; at++) {
      const a = at < left ? 0 : (out[to + at - left] as number);
      const b = row === 0 ? 0 : (out[to + at - rowBytes] as number);
      const c = row === 0 || at < left ? 0 : (out[to + at - rowBytes - left] as number);
      out[to + at] = (bytes[from + 1 + at] ?? 0) + predicted(kind, a, b, c);
    }
  }
  return out;
}

/** PNG's five row filters (ISO/IEC 15948, 9.2): a is left, b above, c above left. */
function predicted(kind: number | undefined, a: number, b: number, c: number): number {
  switch (kind) {
    case 0:
      return 0;
    case 1:
      return a;
    case 2:
      return b;
    case 3:
      return (a + b) >> 1;
    case 4: {
      const [toA, toB, toC] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
      return toA <= toB && toA <= toC ? a : toB <= toC ? b : c;
    }
    default:
      throw new Unreadable("readback/stream-damaged");
  }
}
