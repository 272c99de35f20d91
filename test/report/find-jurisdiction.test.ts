import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readLaw } from "../../src/law/index.ts";
import { findJurisdiction } from "../../src/report/index.ts";

const { value: law } = readLaw(join(import.meta.dirname, "../../jurisdictions"));

describe("a law is found as people name it", () => {
  test.each([
    ["US-CA", "US-CA"],
    ["us-ca", "US-CA"],
    ["ca", "US-CA"],
    ["California", "US-CA"],
    ["new york", "US-NY"],
    ["hipaa", "US-HIPAA"],
  ])("%s", (words, id) => expect(findJurisdiction(law, words).found?.jurisdiction).toBe(id));
});

describe("a name that is none brings those that look like it", () => {
  test.each([
    ["califronia", "US-CA"],
    ["masachusets", "US-MA"],
    ["puerto rcio", "US-PR"],
    ["hippa", "US-HIPAA"],
  ])("%s", (words, id) => {
    const search = findJurisdiction(law, words);
    expect(search).toMatchObject({ found: undefined });
    expect(search).toHaveProperty("close", expect.arrayContaining([id]));
    if (search.found === undefined) expect(search.close.length).toBeLessThanOrEqual(5);
  });

  test.each(["US-ZZ", "", "!!!", "xkcd"])("nothing looks like “%s”", (words) =>
    expect(findJurisdiction(law, words)).toEqual({ found: undefined, close: [] }),
  );
});
