import { headerKey } from "./person-column.ts";
import { remembered } from "./remembered.ts";

export type LanguageRead =
  | { readonly kind: "offered"; readonly language: string }
  /** Nothing was said, or a language in which the client has no letter: the client's first is used. */
  | { readonly kind: "none" | "notOffered" | "unknown" };

const names: ReadonlyMap<string, string> = new Map(
  Object.entries({
    english: "en",
    eng: "en",
    spanish: "es",
    espanol: "es",
    español: "es",
    spa: "es",
    french: "fr",
    chinese: "zh",
    vietnamese: "vi",
    tagalog: "tl",
    korean: "ko",
    russian: "ru",
    arabic: "ar",
    portuguese: "pt",
    haitiancreole: "ht",
    polish: "pl",
    german: "de",
    italian: "it",
    japanese: "ja",
    hmong: "hmn",
  }),
);

const tagOf = remembered(1_000, (cell) => names.get(headerKey(cell)) ?? cell.toLowerCase().replace("_", "-"));

/** The client's language that a cell means: a tag (`es`, `es-MX`) or an English name. */
export function languageIn(cell: string, offered: readonly string[]): LanguageRead {
  if (cell === "") return { kind: "none" };
  const tag = tagOf(cell);
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/.test(tag)) return { kind: "unknown" };
  const found =
    offered.find((language) => language.toLowerCase() === tag) ??
    offered.find((language) => language.toLowerCase() === tag.split("-")[0]);
  return found === undefined ? { kind: "notOffered" } : { kind: "offered", language: found };
}
