/** Items as an English list: “a”, “a or b”, “a, b or c”. */
export function wordList(items: readonly string[], joiner: "and" | "or"): string {
  if (items.length <= 1) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${joiner} ${items.at(-1)}`;
}

/** “1 letter”, “1,200 letters”. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${grouped.format(count)} ${count === 1 ? one : many}`;
}

const grouped = new Intl.NumberFormat("en-US");

/** “501”, “1,200”. */
export function numberText(count: number): string {
  return grouped.format(count);
}

/** The text with a capital first letter, unless it begins with an address or a name like eBay. */
export function sentenceCase(text: string): string {
  const [word = ""] = text.split(/\s/);
  if (/[./@]\S|[a-z][A-Z]/.test(word)) return text;
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

/** The text as a sentence: capital first letter and a full stop. */
export function sentence(text: string): string {
  const capital = sentenceCase(text.trim());
  return /[.!?)”"]$/.test(capital) && !/[^.!?][)”"]$/.test(capital) ? capital : `${capital}.`;
}
