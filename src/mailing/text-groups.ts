import type { CurrentText } from "../approval/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Census, VariantCount } from "./census.ts";
import { forEachInTurns } from "./let-signals-in.ts";
import type { TextState, Texts } from "./texts.ts";

/** Variants whose readers read the same words on the same paper: what a lawyer reads once. */
export type TextGroup = {
  readonly text: TextState;
  readonly people: number;
  readonly members: readonly (VariantCount & { readonly text: TextState })[];
};

/** Composes and checks all texts that occur, for `textGroups` to group them: false if it was aborted meanwhile. */
export function composeTexts(census: Census, texts: Texts, aborted: () => boolean): Promise<boolean> {
  const variants = [...census.variants].sort(([a], [b]) => (a < b ? -1 : 1));
  return forEachInTurns(variants, aborted, ([, { facets }]) => void texts.state(facets), textsBetweenTurns);
}

// A text takes some milliseconds.
const textsBetweenTurns = 16;

/** All texts that occur, grouped by their words, in the order of their first variant's key. */
export function textGroups(census: Census, texts: Texts): readonly TextGroup[] {
  const groups = new Map<string, (VariantCount & { text: TextState })[]>();
  const keys = [...census.variants.keys()].sort();
  for (const key of keys) {
    const count = census.variants.get(key);
    if (count === undefined) continue;
    const text = texts.state(count.facets);
    const group = groups.get(text.wordsHash);
    if (group === undefined) groups.set(text.wordsHash, [{ ...count, text }]);
    else group.push({ ...count, text });
  }
  return [...groups.values()].flatMap((members) => {
    const [first] = members;
    if (first === undefined) return [];
    const people = members.reduce((sum, member) => sum + member.people, 0);
    return [{ text: first.text, people, members }];
  });
}

/** Every variant that occurs, with what an approval of it is bound to. */
export function currentTexts(groups: readonly TextGroup[]): ReadonlyMap<string, CurrentText> {
  return new Map(
    groups.flatMap(({ members }) =>
      members.map(
        ({ people, text: { variant, proofHash } }) => [variant, { variant, proofHash, people }] as const,
      ),
    ),
  );
}

/** What is wrong with the texts themselves, each problem once. */
export function textProblems(groups: readonly TextGroup[]): readonly Problem[] {
  return groups.flatMap(({ members }) => members.flatMap(({ text }) => text.problems));
}
