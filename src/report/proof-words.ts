import type { ProofContent, ProofLaw, ProofRole, ProofSample, ProofText } from "../approval/index.ts";
import { type ContentElement, contentElements } from "../law/index.ts";
import { contentElementName } from "./content-element-name.ts";
import { counted, wordList } from "./word-list.ts";

const roles: Readonly<Record<ProofRole, string>> = {
  ordinary: "an ordinary reader",
  longestName: "the longest name",
  longestAddress: "the longest address",
  mostData: "the most kinds of data",
  fewestData: "the fewest kinds of data",
};

/** What a sample shows: “the longest name and the most kinds of data”. */
export function sampleWords(
  { shows, dataElements }: Pick<ProofSample, "shows" | "dataElements">,
  { people }: Pick<ProofText, "people">,
): string {
  if (people === 1) return "the one person who gets it";
  const words = shows.map((role) =>
    role === "fewestData" && dataElements === 0 ? "no data but a name" : roles[role],
  );
  // Where all have the same number of kinds, the most are the fewest.
  const same = shows.includes("mostData") && shows.includes("fewestData");
  return wordList(same ? words.filter((each) => each !== roles.fewestData) : words, "and");
}

/** Whom a sample is made of: “row 17 of people.csv”. */
export function sampleSource({ person }: Pick<ProofSample, "person">): string {
  return person === null ? "with a made-up name" : `row ${person.row} of ${person.file}`;
}

/** A content element as a lawyer says it. */
export function elementWords(element: string): string {
  const known = contentElements.find((each): each is ContentElement => each === element);
  return known === undefined ? element : contentElementName(known);
}

/** Whether a text does with an element what the law wants. */
export function isKept({ requirement, found }: ProofContent): boolean {
  return (requirement === "required") === found;
}

/** How a requirement was met: “said under “What Happened?””, “not said, as it must be”, “MISSING”. */
export function keptWords({
  requirement,
  found,
  under,
}: Pick<ProofContent, "requirement" | "found" | "under">): string {
  if (requirement === "forbidden") return found ? "SAID, though forbidden" : "not said";
  if (!found) return "MISSING";
  return under.length === 0
    ? "said above the first heading"
    : `said under ${wordList(
        under.map((heading) => `“${heading}”`),
        "and",
      )}`;
}

/** What a law asks of a text that has several laws. */
export function contentUnder({ content }: ProofText, { provisions }: ProofLaw): readonly ProofContent[] {
  const known = new Set(provisions.map(({ jurisdiction, provision }) => `${jurisdiction} ${provision}`));
  return content.filter(({ jurisdiction, provision }) => known.has(`${jurisdiction} ${provision}`));
}

/** “4 pages on 2 sheets”, “4 to 6 pages on 2 to 3 sheets”; undefined for an e-mail. */
export function lengthWords({ samples }: Pick<ProofText, "samples">): string | undefined {
  const range = (of: (sample: ProofSample) => number | null, one: string) => {
    const all = samples.flatMap((sample) => of(sample) ?? []);
    if (all.length === 0) return undefined;
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return least === most ? counted(least, one) : `${least} to ${counted(most, one)}`;
  };
  const [pages, sheets] = [
    range((sample) => sample.pages, "page"),
    range((sample) => sample.sheets, "sheet"),
  ];
  return pages === undefined || sheets === undefined ? undefined : `${pages} on ${sheets}`;
}

/** “grade 6.7”, with the scale where it is not the English one. */
export function gradeWords({ readability, scale }: Pick<ProofText, "readability" | "scale">): string {
  const names: Readonly<Record<string, string>> = { fernandezHuerta: " (Fernández Huerta)", lix: " (LIX)" };
  return `${readability.toFixed(1)}${names[scale] ?? ""}`;
}
