import type { Law } from "../law/index.ts";
import { findJurisdiction } from "./find-jurisdiction.ts";
import { likeness } from "./likeness.ts";

/** What somebody means by a word that names a variant or all variants of a jurisdiction. */
export type NamedVariant =
  | { readonly kind: "variant"; readonly key: string }
  | { readonly kind: "jurisdiction"; readonly id: string }
  /** Neither; `close` are keys and ids that look like it. */
  | { readonly kind: "unknown"; readonly close: readonly string[] };

// Those who live abroad, or nobody knows where, have no law file to be named by.
const elsewhere: ReadonlyMap<string, string> = new Map([
  ["abroad", "FOREIGN"],
  ["foreign", "FOREIGN"],
  ["unknown", "UNKNOWN"],
]);

/**
 * The variant (by its key) or jurisdiction (by id or name, in any case) that is meant.
 * @example findVariant(law, keys, "ohio") // { kind: "jurisdiction", id: "US-OH" }
 */
export function findVariant(law: Law, keys: Iterable<string>, words: string): NamedVariant {
  const all = [...keys];
  if (all.includes(words)) return { kind: "variant", key: words };
  const place = elsewhere.get(words.toLowerCase());
  if (place !== undefined) return { kind: "jurisdiction", id: place };
  const named = findJurisdiction(law, words);
  if (named.found !== undefined) return { kind: "jurisdiction", id: named.found.jurisdiction };
  // A key has slashes, a jurisdiction none: like is compared with like.
  if (!words.includes("/")) return { kind: "unknown", close: named.close };
  const ranked = all
    .map((key) => ({ key, score: likeness(words.toLowerCase(), key.toLowerCase()) }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
  return { kind: "unknown", close: ranked.slice(0, 5).map(({ key }) => key) };
}
