import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { problemText } from "../../src/problem/index.ts";
import { clientWith, codesOf, inputFileAt, outcomesOf } from "./people-file.ts";

type Expected = {
  readonly file: string;
  readonly about: string;
  readonly codes: readonly string[];
  readonly counts: Readonly<Record<"person" | "held" | "suppressed", number>>;
};

const folder = join(import.meta.dirname, "../../samples/hostile");
const expected = JSON.parse(readFileSync(join(folder, "expected.json"), "utf8")) as readonly Expected[];

test("every hostile file has an expectation, and every expectation a file", () => {
  const files = readdirSync(folder).filter((name) => name !== "expected.json");
  expect(expected.map((one) => one.file).sort()).toEqual(files.sort());
});

test.each(expected.map((one) => [one.file, one.about, one] as const))(
  "%s: %s",
  async (name, _about, wanted) => {
    const outcomes = await outcomesOf(inputFileAt(join(folder, name), name), clientWith());
    const count = (kind: string) => outcomes.filter((outcome) => outcome.kind === kind).length;
    expect(codesOf(outcomes)).toEqual(wanted.codes);
    expect({ person: count("person"), held: count("held"), suppressed: count("suppressed") }).toEqual(
      wanted.counts,
    );
    for (const p of outcomes.flatMap((outcome) => outcome.problems)) {
      expect(p.where.file).toBe(name);
      const { title, now, next } = problemText(p);
      expect(`${title} ${now} ${next}`).not.toMatch(/\{\w+\}/);
      expect(`${title} ${now} ${next}`).not.toMatch(/Maria|Lopez|Garcia|12 Main|example\.org/);
    }
  },
);
