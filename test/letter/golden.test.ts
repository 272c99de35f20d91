import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileLetter, type Letter, proofLetter, type Stationery } from "../../src/letter/index.ts";
import type { Notice } from "../../src/notice/index.ts";
import { dumpContent } from "./fixture/dump-content.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { callout, h, list, noticeOf, p, table, usualNotice } from "./fixture/notice.ts";

const folder = new URL("../golden/letter/", import.meta.url);

const small = noticeOf([
  h(1, "Notice of Data Breach"),
  p("Dear {recipientName}:"),
  p(
    "The files held your **{dataElements}**. This sentence stays _as it is_ and takes the paragraph to another line or two, so that what follows the field can be seen to be shared.",
  ),
  list(true, "Call with {code}.", "Freeze your credit."),
  table(["Bureau", "Phone"], ["Example One", "1-800-555-0101"]),
  { kind: "signature" },
  p("Jordan Avery / Privacy Officer"),
]);

// GOLDEN=1 npx vitest run test/letter/golden.test.ts writes them anew; the difference is for a person to read.
test.each<[string, Notice, Letter, Stationery]>([
  ["small", small, letterOf("HVC-000001"), stationery],
  [
    "small-draft-vietnamese",
    small,
    letterOf("HVC-000002", { recipientName: "Nguyễn Thị Ánh" }),
    { ...stationery, draft: true },
  ],
  [
    "small-spanish-foot",
    { ...small, language: "es", pageOf: "Página {page} de {pages}" },
    letterOf("HVC-000004"),
    stationery,
  ],
  ["usual", usualNotice(), letterOf("HVC-000003"), stationery],
  [
    "boxed-code",
    noticeOf([
      h(1, "Notice of Data Breach"),
      p("Dear {recipientName}:"),
      callout("**Your enrollment code: {code}** / Free of charge. Enroll by **{enrolBy}**."),
      h(2, "What Happened?"),
      p("Files were copied."),
    ]),
    letterOf("HVC-000005"),
    stationery,
  ],
])("the pages of %s are as approved", async (name, notice, letter, paper) => {
  const { value, problems } = proofLetter(compileLetter(notice, paper).value, letter);
  expect(problems).toEqual([]);
  const dump = await dumpContent(value ?? new Uint8Array());
  const file = new URL(`${name}.txt`, folder);
  if (process.env.GOLDEN === "1") {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, dump);
  }
  expect(existsSync(file), `${name}.txt is missing: run once with GOLDEN=1`).toBe(true);
  expect(dump).toBe(readFileSync(file, "utf8"));
});
