/** Where a JSON text is wrong: line and column count from 1. */
export type JsonFault =
  | { readonly kind: "syntax"; readonly line: number; readonly column: number; readonly wanted: string }
  | { readonly kind: "keyTwice"; readonly line: number; readonly column: number; readonly path: string };

class Unexpected extends Error {
  readonly at: number;
  readonly wanted: string;
  constructor(at: number, wanted: string) {
    super(wanted);
    this.at = at;
    this.wanted = wanted;
  }
}

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids them inside a string
const string = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const word = /true|false|null/y;
// Deeper files are no incident; the scanner calls itself once a level.
const deepest = 100;

/**
 * Finds the first fault of a JSON text (RFC 8259), or a key given twice, of which JSON.parse would
 * silently take the last. Undefined if there is none.
 */
export function jsonFault(text: string): JsonFault | undefined {
  let at = 0;
  let twice: { at: number; path: string } | undefined;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  const take = (character: string): boolean => {
    match(space);
    if (text[at] !== character) return false;
    at++;
    match(space);
    return true;
  };

  function value(path: string, depth: number): void {
    if (depth > deepest) throw new Unexpected(at, `at most ${deepest} levels`);
    match(space);
    if (take("{")) members(path, depth);
    else if (take("[")) items(path, depth);
    else if ((match(string) ?? match(number) ?? match(word)) === undefined)
      throw new Unexpected(at, "a value");
    match(space);
  }

  function members(path: string, depth: number): void {
    const seen = new Set<string>();
    if (take("}")) return;
    do {
      const start = at;
      const key = match(string);
      if (key === undefined)
        throw new Unexpected(
          at,
          seen.size === 0 ? 'a key in double quotes or "}"' : "a key in double quotes",
        );
      const name = JSON.parse(key) as string;
      const here = path === "" ? name : `${path}.${name}`;
      if (seen.has(name)) twice ??= { at: start, path: here };
      seen.add(name);
      if (!take(":")) throw new Unexpected(at, '":"');
      value(here, depth + 1);
    } while (take(","));
    if (!take("}")) throw new Unexpected(at, '"," or "}"');
  }

  function items(path: string, depth: number): void {
    if (take("]")) return;
    let index = 0;
    do value(`${path}[${index++}]`, depth + 1);
    while (take(","));
    if (!take("]")) throw new Unexpected(at, '"," or "]"');
  }

  try {
    value("", 0);
    if (at < text.length) throw new Unexpected(at, "the end of the file");
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { kind: "syntax", ...lineAndColumn(text, error.at), wanted: error.wanted };
  }
  return twice === undefined
    ? undefined
    : { kind: "keyTwice", ...lineAndColumn(text, twice.at), path: twice.path };
}

function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
