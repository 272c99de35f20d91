import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ProblemCode, problem, problemText, wordings } from "../../src/problem/index.ts";

const source = join(import.meta.dirname, "../../src");
const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts") && !name.includes("wording"))
  .map((name) => readFileSync(join(source, name), "utf8"))
  .join("\n");
const codes = Object.keys(wordings) as ProblemCode[];

describe("every problem", () => {
  test.each(codes)("%s says what is wrong, what is there and what to do", (each) => {
    const { title, now, next, severity } = wordings[each];
    expect(["stops", "holds", "warns"]).toContain(severity);
    for (const sentence of [title, now, next]) expect(sentence.trim()).not.toBe("");
    // A fact at the end is a sentence of its own.
    expect(now).toMatch(/[.!?:}]$/);
    expect(next).toMatch(/[.!?]$/);
  });

  test.each(codes)("%s is reported somewhere", (each) => expect(code).toContain(`"${each}"`));
});

test("facts and places fill the sentences; what is not given stays visible", () => {
  const { now } = problemText(problem("mailing/file-missing", { file: "a.pdf" }, { mailing: "12ab" }));
  expect(now).toBe("a.pdf belongs to mailing 12ab and is not in the output folder.");
  expect(problemText(problem("mailing/file-missing", {})).now).toContain("{file}");
});
