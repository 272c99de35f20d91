import type { Conjunction, LanguageWords } from "./language-words.ts";

function conjunctionBefore({ word, instead, before = [], butNot = [] }: Conjunction, next: string): string {
  const begins = (beginning: string) => next.toLowerCase().startsWith(beginning);
  return instead !== undefined && before.some(begins) && !butNot.some(begins) ? instead : word;
}

/**
 * Items as a list in words: “a”, “a and b”, “a, b, and c”; “a and b, and c” where an item has its own
 * “and”. Commas and conjunctions are the language's.
 */
export function wordList(items: readonly string[], { lists }: LanguageWords, kind: "and" | "or"): string {
  const last = items.at(-1);
  if (last === undefined || items.length === 1) return last ?? "";
  const conjunction = lists[kind];
  const own = [conjunction.word, ...(conjunction.instead === undefined ? [] : [conjunction.instead])];
  const plain = items.every((item) => own.every((word) => !item.includes(` ${word} `)));
  const comma = !plain || (items.length > 2 && lists.commaBeforeLast) ? "," : "";
  return `${items.slice(0, -1).join(", ")}${comma} ${conjunctionBefore(conjunction, last)} ${last}`;
}
