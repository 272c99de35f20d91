import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import writeWorkbook from "write-excel-file/node";
import { codesOf, csv, fileOf, goodRow, inputFileAt, outcomesOf } from "./people-file.ts";

const header = Object.keys(goodRow);
const many = (count: number, more: Readonly<Record<string, string>> = {}) =>
  csv(
    header,
    Array.from({ length: count }, (_, index) => Object.values({ ...goodRow, ...more, id: `P-${index}` })),
  );
const people = async (file: Parameters<typeof outcomesOf>[0]) =>
  (await outcomesOf(file)).flatMap((outcome) => (outcome.kind === "person" ? [outcome.individual] : []));

describe("encodings", () => {
  const text = many(3, { firstName: "Zoë", lastName: "Nguyễn" });
  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${text}`)],
    ["UTF-16, little end first", Buffer.from(`\ufeff${text}`, "utf16le")],
    ["UTF-16, big end first", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
    ["UTF-16 without a mark", Buffer.from(text, "utf16le")],
  ])("%s", async (_label, bytes) => {
    expect((await people(fileOf(bytes))).map((one) => one.name.full)).toEqual(Array(3).fill("Zoë Nguyễn"));
  });

  test("an accent in the last row alone decides the encoding", async () => {
    const rows = many(8_000).trimEnd();
    const last = Buffer.from(
      `${rows}\r\n${csv([], [Object.values({ ...goodRow, firstName: "Zoë" })]).trimStart()}`,
      "latin1",
    );
    const outcomes = await outcomesOf(fileOf(last));
    expect(codesOf(outcomes)).toEqual(["incident/encoding-guessed"]);
    expect(outcomes.at(-1)).toMatchObject({ kind: "person", individual: { name: { full: "Zoë Lopez" } } });
  });

  // 2^20 bytes are read at once to tell the encoding, 2^18 to read rows: a character may lie across.
  test.each([2 ** 18, 2 ** 20])("a character across byte %i is whole", async (boundary) => {
    const line = (firstName: string, address2: string) =>
      csv([], [[...Object.values({ ...goodRow, firstName }), address2]]).trimStart();
    let content = csv([...header, "address2"], []);
    const toGo = () => boundary - 1 - content.length - '"P-1","'.length;
    const shortest = line("Maria", "").length;
    while (toGo() > shortest + 500) content += line("Maria", "");
    content += line("Maria", "A".repeat(toGo() - shortest));
    expect(toGo()).toBe(0);
    content += line("Éa", "");
    const bytes = Buffer.from(content);
    expect([bytes[boundary - 1], bytes[boundary]]).toEqual([0xc3, 0x89]);
    expect((await people(fileOf(bytes))).at(-1)?.name.first).toBe("Éa");
  });
});

describe("line ends", () => {
  test.each([
    ["CRLF", "\r\n"],
    ["LF", "\n"],
    ["CR", "\r"],
  ])("%s, also across what is read at once", async (_label, end) => {
    for (const shift of [0, 1, 2, 3]) {
      const text = many(4_000, { middleName: "M".repeat(shift) }).replaceAll("\r\n", end);
      expect(await people(fileOf(text))).toHaveLength(4_000);
    }
  });

  test("without one at the end of the file", async () => {
    expect(await people(fileOf(many(2).trimEnd()))).toHaveLength(2);
  });
});

test("rows are spreadsheet rows: a quoted line break is none, a blank row is one", async () => {
  const [first = "", ...rows] = csv(header, [
    Object.values({ ...goodRow, address1: "12 Main St\nApt 4" }),
    Object.values(goodRow),
  ]).split("\r\n");
  const outcomes = await outcomesOf(fileOf(["", first, rows[0], "", " , ", rows[1], ""].join("\r\n")));
  expect(outcomes.map((outcome) => outcome.kind === "person" && outcome.row)).toEqual([3, 6]);
});

describe("a quote that is not closed", () => {
  const plain = many(3_000).replaceAll('"', "");

  test("gives up the file from there on, not memory", async () => {
    const [first = "", ...rest] = plain.split("\r\n");
    const broken = [first, ...rest.slice(0, 3), rest[3]?.replace("12 Main", '"12 Main'), ...rest.slice(4)];
    const outcomes = await outcomesOf(fileOf(broken.slice(0, 1_000).join("\r\n")));
    expect(outcomes.filter((outcome) => outcome.kind === "person")).toHaveLength(3);
    expect(outcomes.at(-1)).toMatchObject({
      kind: "file",
      problems: [{ code: "incident/quote-not-closed", severity: "stops", where: { row: 5 } }],
    });
  });

  test.each(header)("never lets column %s swallow the next person unseen", async (name) => {
    const columns = [name, ...header.filter((other) => other !== name)];
    const row = (id: string) => columns.map((column) => (column === "id" ? id : goodRow[column as "id"]));
    const rows = csv(columns, [row("P-1"), row("P-2"), row("P-3")]).split("\r\n");
    rows[1] = `"${row("P-1").join(",")}`;
    const outcomes = await outcomesOf(fileOf(rows.join("\r\n")));
    expect(outcomes).toMatchObject([{ kind: "held" }, { kind: "person", individual: { id: "P-3" } }]);
    expect(["people/quote-astray", "people/row-column-count"]).toEqual(
      expect.arrayContaining([...codesOf(outcomes)]),
    );
  });
});

test("a row that never ends is refused by its length", async () => {
  const outcomes = await outcomesOf(fileOf(`${many(1)}"P-9,${"x".repeat(600_000)}`));
  expect(outcomes.at(-1)).toMatchObject({
    problems: [{ code: "incident/row-too-long", where: { row: 3 }, facts: { most: 250_000 } }],
  });
});

describe("workbooks", () => {
  const workbook = async (rows: readonly (readonly unknown[])[], sheets = 1) => {
    const data = rows.map((row) =>
      row.map((value) =>
        value === null
          ? null
          : value instanceof Date
            ? { value, type: Date, format: "mm/dd/yyyy" }
            : { value, type: (value as object).constructor },
      ),
    );
    const all = Array.from({ length: sheets }, (_, index) => ({ data, sheet: `Sheet ${index + 1}` }));
    const bytes = await writeWorkbook(all as never).toBuffer();
    return fileOf(bytes, "people.xlsx");
  };
  const values = Object.values(goodRow);
  const at = (name: string, value: unknown) =>
    header.map((column, index) => (column === name ? value : values[index]));

  test("text cells", async () => {
    expect(await people(await workbook([header, values]))).toHaveLength(1);
  });

  test("a date cell is a day, and not the day before", async () => {
    const [one] = await people(await workbook([header, at("dateOfBirth", new Date("1980-04-02T00:00:00Z"))]));
    expect(one?.dateOfBirth).toBe("1980-04-02");
  });

  test("a ZIP stored as a number has lost its zero, and the state gives it back", async () => {
    const outcomes = await outcomesOf(
      await workbook([header, at("zip", 2139).with(header.indexOf("state"), "MA")]),
    );
    expect(outcomes).toMatchObject([{ kind: "person", individual: { address: { zip: "02139" } } }]);
    expect(codesOf(outcomes)).toEqual(["people/zip-zeros-restored"]);
  });

  test("a birth date stored as a number is named", async () => {
    expect(codesOf(await outcomesOf(await workbook([header, at("dateOfBirth", 29313)])))).toEqual([
      "people/day-is-serial-number",
    ]);
  });

  test("an id stored as a number keeps its digits", async () => {
    const [one] = await people(await workbook([header, at("id", 123456789012)]));
    expect(one?.id).toBe("123456789012");
  });

  test("empty cells at the end of a row do not make it short", async () => {
    const outcomes = await outcomesOf(
      await workbook([
        [...header, "careOf"],
        [...values, null],
      ]),
    );
    expect(outcomes).toMatchObject([{ kind: "person" }]);
  });

  test("a blank row keeps the row numbers", async () => {
    const blank = header.map(() => null);
    const outcomes = await outcomesOf(await workbook([header, values, blank, at("id", "P-2")]));
    expect(outcomes.map((outcome) => outcome.kind === "person" && outcome.row)).toEqual([2, 4]);
  });

  test("further sheets are told of", async () => {
    expect(codesOf(await outcomesOf(await workbook([header, values], 3)))).toEqual([
      "incident/workbook-other-sheets",
    ]);
  });

  test("one that claims to be larger than memory is refused before it is read", async () => {
    const sound = await workbook([header, values]);
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(sound.path);
    const entry = bytes.lastIndexOf("xl/sharedStrings.xml") - 46;
    expect(bytes.readUInt32LE(entry)).toBe(0x02014b50);
    bytes.writeUInt32LE(250_000_001, entry + 24);
    writeFileSync(sound.path, bytes);
    const outcomes = await outcomesOf(inputFileAt(sound.path, "people.xlsx"));
    expect(outcomes).toMatchObject([
      { problems: [{ code: "incident/workbook-too-large", facts: { most: 250_000_000 } }] },
    ]);
  });

  test("a broken one is named", async () => {
    const sound = await workbook([header, values]);
    const { readFileSync } = await import("node:fs");
    const bytes = readFileSync(sound.path);
    bytes.fill(0x41, 60, 400);
    expect(codesOf(await outcomesOf(fileOf(bytes, "people.xlsx")))).toEqual(["incident/workbook-broken"]);
  });
});
