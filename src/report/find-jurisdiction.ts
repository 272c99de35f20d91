import type { Jurisdiction, Law } from "../law/index.ts";
import { likeness } from "./likeness.ts";

/**
 * The jurisdiction that somebody names by id (`US-CA`, `ca`) or by name (`California`), in any case; else
 * the ids of up to five whose id or name looks most like it.
 */
export function findJurisdiction(
  law: Law,
  words: string,
): { readonly found: Jurisdiction } | { readonly found: undefined; readonly close: readonly string[] } {
  const wanted = plain(words);
  const all = [...law.jurisdictions.values()];
  const found = all.find(({ jurisdiction, name }) =>
    [jurisdiction, name].some((each) => plain(each) === wanted),
  );
  if (found !== undefined) return { found };
  const ranked = all
    .map(({ jurisdiction, name }) => ({
      jurisdiction,
      likeness: Math.max(likeness(wanted, plain(jurisdiction)), likeness(wanted, plain(name))),
    }))
    .filter((each) => each.likeness > 0.3)
    .sort((a, b) => b.likeness - a.likeness || (a.jurisdiction < b.jurisdiction ? -1 : 1));
  return { found: undefined, close: ranked.slice(0, 5).map(({ jurisdiction }) => jurisdiction) };
}

/** Letters and digits only, without the “US-” that every id begins with. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/^us-/, "")
    .replace(/[^a-z0-9]/g, "");
}
