import { expect, test } from "vitest";
import { showProblems } from "../../src/cli/show-problems.ts";
import { Terminal } from "../../src/cli/terminal.ts";
import { ProblemTally } from "../../src/mailing/index.ts";
import { type Problem, problem } from "../../src/problem/index.ts";

function shown(problems: readonly Problem[]): readonly string[] {
  const { terminal, lines } = Terminal.recording();
  showProblems(terminal, ProblemTally.of(problems));
  return lines;
}

const inVariant = (variant: string, language = "es") =>
  problem("notice/form-translated", { variant }, { language, cite: "Cal. Civ. Code § 1798.82(d)(1)" });
const inRow = (row: number) => problem("people/name-missing", { file: "people.csv", row }, { row });

test("what is the same of many variants is said once, with the first three and a count", () => {
  const lines = shown(["a", "b", "c", "d", "e"].map((variant) => inVariant(variant)));
  expect(lines.filter((line) => line.includes("They stand in"))).toHaveLength(1);
  expect(lines[0]).toContain("(5 times)");
  expect(lines.slice(2, 6)).toEqual(["      a", "      b", "      c", "      … and 2 more"]);
});

test("what differs is said of each, five at most, and the rest are counted", () => {
  const lines = shown(Array.from({ length: 7 }, (_, n) => inRow(n + 1)));
  expect(lines.filter((line) => line.includes("people.csv, row "))).toHaveLength(5);
  expect(lines).toContain("   … and 2 more");
});

test("different sentences of one kind keep their own places", () => {
  const lines = shown([inVariant("a"), inVariant("x", "fr"), inVariant("b")]);
  expect(lines.slice(1, 5)).toEqual([
    expect.stringContaining("“es”"),
    "      a",
    "      b",
    expect.stringMatching(/^ {3}x: .*“fr”/),
  ]);
});
