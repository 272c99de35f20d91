import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { writeAnnotatedCopy } from "../../src/people/index.ts";
import { problem } from "../../src/problem/index.ts";
import { fileOf, inputFileAt } from "./people-file.ts";

async function copyOf(content: string | Uint8Array, notes: Parameters<typeof writeAnnotatedCopy>[1]) {
  const file = fileOf(content);
  const target = `${file.path}.notes.csv`;
  const result = await writeAnnotatedCopy(file, notes, target);
  return { ...result, text: readFileSync(target, "utf8"), target };
}

const at = (row: number) => ({ file: "people.csv", row });

test("notes stand before the row's own cells; other rows have empty notes", async () => {
  const { text, annotated } = await copyOf("id,lastName\r\n1,Lopez\r\n2,Cruz\r\n", [
    { row: 3, problems: [problem("people/name-missing", at(3)), problem("people/id-missing", at(3))] },
  ]);
  expect(annotated).toBe(1);
  expect(text).toBe(
    "\ufeffnoticepress_problem,noticepress_next_step,id,lastName\r\n" +
      ",,1,Lopez\r\n" +
      'A person has no name / A person has no id,"Give the name; a letter to nobody reaches nobody. / Give the client\'s own key; names do not identify people.",2,Cruz\r\n',
  );
});

test.each([
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ["+1", "'+1"],
  ["-1", "'-1"],
  ["@SUM(1)", "'@SUM(1)"],
  [" =1", "' =1"],
  ["1=1", "1=1"],
  ["O'Brien", "O'Brien"],
])("a cell %s is written %s", async (cell, wanted) => {
  expect((await copyOf(`id,lastName\r\n1,${cell}\r\n`, [])).text).toContain(`,,1,${wanted}\r\n`);
});

test("quotes, line breaks and delimiters survive", async () => {
  const row = '1,"12 ""B"" St; rear\r\nApt 4"';
  expect((await copyOf(`id,address1\r\n${row}\r\n`, [])).text).toContain(`,,${row}\r\n`);
});

test("a copy that is annotated again has the new notes only", async () => {
  const first = await copyOf("id,lastName\r\n1,Lopez\r\n", [
    { row: 2, problems: [problem("people/name-missing", at(2))] },
  ]);
  const target = `${first.target}.again.csv`;
  await writeAnnotatedCopy(inputFileAt(first.target, "people.csv"), [], target);
  expect(readFileSync(target, "utf8")).toBe(
    "\ufeffnoticepress_problem,noticepress_next_step,id,lastName\r\n,,1,Lopez\r\n",
  );
});

test("blank rows keep the row numbers, and a row with too many cells shows them", async () => {
  const { text } = await copyOf("id,lastName\r\n\r\n1,Lopez,x,y\r\n", [
    { row: 3, problems: [problem("people/row-column-count", at(3))] },
  ]);
  const lines = text.split("\r\n");
  expect(lines).toHaveLength(4);
  expect(lines[1]).toBe(",");
  expect(lines[2]).toMatch(/^A row has more .*,1,Lopez,x,y$/);
});

test("a list in UTF-16 comes back in UTF-8", async () => {
  const { text } = await copyOf(Buffer.from("\ufeffid\tlastName\r\n1\tMuñoz\r\n", "utf16le"), []);
  expect(text).toContain(",,1,Muñoz\r\n");
});
