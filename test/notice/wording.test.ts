import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { wordings } from "../../src/problem/index.ts";

const tests = readdirSync("test/notice")
  .filter((file) => file.endsWith(".test.ts"))
  .map((file) => readFileSync(`test/notice/${file}`, "utf8"))
  .join("\n");
const sources = readdirSync("src/notice")
  .map((file) => readFileSync(`src/notice/${file}`, "utf8"))
  .join("\n");
const codes = Object.keys(wordings).filter((code) => code.startsWith("notice/"));

test.each(codes)("%s is reported somewhere and tested", (code) => {
  expect(sources).toContain(`"${code}"`);
  expect(tests).toContain(`"${code}"`);
});
