/** A name, without its slash and with `#xx` resolved. */
type PdfName = { readonly kind: "name"; readonly name: string };
/** A reference to an indirect object. */
export type PdfRef = { readonly kind: "ref"; readonly number: number; readonly generation: number };
export type PdfDict = { readonly kind: "dict"; readonly entries: ReadonlyMap<string, PdfValue> };
/** A stream; its raw bytes begin at the byte `start` of the file. */
export type PdfStream = { readonly kind: "stream"; readonly dict: PdfDict; readonly start: number };
/** Any object of ISO 32000-1 section 7.3; strings are their bytes. */
export type PdfValue =
  | null
  | boolean
  | number
  | Uint8Array
  | PdfName
  | PdfRef
  | PdfDict
  | PdfStream
  | readonly PdfValue[];
/** A word that is no object: an operator, `endobj`, a closing bracket; the empty word is the end. */
export type Keyword = { readonly kind: "keyword"; readonly word: string };

type Kinds = { name: PdfName; ref: PdfRef; dict: PdfDict; stream: PdfStream };

/** The value if it is of that kind, else undefined. */
export function as<K extends keyof Kinds>(kind: K, value: PdfValue | undefined): Kinds[K] | undefined {
  if (value === null || typeof value !== "object") return undefined;
  if (value instanceof Uint8Array || Array.isArray(value)) return undefined;
  return (value as Kinds[keyof Kinds]).kind === kind ? (value as Kinds[K]) : undefined;
}

/** The items if the value is an array, else undefined. */
export function asArray(value: PdfValue | undefined): readonly PdfValue[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The number, else undefined. */
export function asNumber(value: PdfValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}
