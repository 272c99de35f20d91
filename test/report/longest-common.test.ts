import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Stretch, stretches } from "../../src/report/index.ts";

const words = (text: string) => (text === "" ? [] : text.split(" "));
const compared = (one: string, other: string) => stretches(words(one), words(other), (a, b) => a === b);
const shown = (found: readonly Stretch<string>[]) =>
  found.map((each) =>
    each.kind === "same" ? each.items.join(" ") : `[${each.one.join(" ")}|${each.other.join(" ")}]`,
  );

describe("stretches", () => {
  test.each([
    ["equal", "a b c", "a b c", ["a b c"]],
    ["both empty", "", "", []],
    ["one empty", "a b", "", ["[a b|]"]],
    ["the other empty", "", "a b", ["[|a b]"]],
    ["nothing in common", "a b", "c d", ["[a b|c d]"]],
    ["one exchanged", "a b c", "a x c", ["a", "[b|x]", "c"]],
    ["one more at the end", "a b", "a b c", ["a b", "[|c]"]],
    ["one more at the beginning", "b c", "a b c", ["[|a]", "b c"]],
    ["repeated", "a a a", "a a", ["a a", "[a|]"]],
    ["moved", "a b c d", "c d a b", ["[a b|]", "c d", "[|a b]"]],
  ])("%s", (_, one, other, expected) => {
    expect(shown(compared(one, other))).toEqual(expected);
  });

  const sequence = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 9 });

  test("give back both sequences, and never two of a kind in a row", () => {
    fc.assert(
      fc.property(sequence, sequence, (one, other) => {
        const found = stretches(one, other, (a, b) => a === b);
        expect(found.flatMap((each) => (each.kind === "same" ? each.items : each.one))).toEqual(one);
        expect(found.flatMap((each) => (each.kind === "same" ? each.items : each.other))).toEqual(other);
        for (const [index, each] of found.entries()) expect(each.kind).not.toBe(found[index + 1]?.kind);
      }),
    );
  });

  test("agree as far as two sequences can", () => {
    const longest = (one: readonly string[], other: readonly string[]): number => {
      const [first, ...rest] = one;
      if (first === undefined) return 0;
      const at = other.indexOf(first);
      const without = longest(rest, other);
      return at < 0 ? without : Math.max(without, 1 + longest(rest, other.slice(at + 1)));
    };
    fc.assert(
      fc.property(sequence, sequence, (one, other) => {
        const found = stretches(one, other, (a, b) => a === b);
        const common = found.reduce((sum, each) => sum + (each.kind === "same" ? each.items.length : 0), 0);
        expect(common).toBe(longest(one, other));
      }),
    );
  });
});
