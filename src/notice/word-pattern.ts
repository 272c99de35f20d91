const edge = { before: "(?<![\\p{L}\\p{N}])", after: "(?![\\p{L}\\p{N}])" } as const;

/**
 * The words as one pattern for a `u` expression: whole words, `*` for any ending, a blank for blanks or
 * hyphens. Word edges are Unicode's, because `\b` takes an accented letter for an edge.
 */
export function anyOf(words: readonly string[]): string {
  const each = words.map((word) =>
    word
      .replace(/[\\^$.+?()[\]{}|/]/g, "\\$&")
      .replaceAll("*", "\\p{L}*")
      .replace(/[ -]+/g, "[\\s-]+"),
  );
  return `${edge.before}(?:${each.join("|")})${edge.after}`;
}

/** The words as an expression that ignores case. */
export function wordPattern(words: readonly string[]): RegExp {
  return new RegExp(anyOf(words), "iu");
}
