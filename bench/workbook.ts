/**
 * CPU-seconds and memory of reading a workbook of 13 columns, with texts that its cells share and with texts of
 * their own, against read-excel-file, which holds all of it: node bench/workbook.ts [rows] [rounds]
 * Each reading is in a process of its own, in turns; every process tells how many characters it found.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { tableRows } from "../src/incident/index.ts";
import { workbookParts, zipOf } from "../test/incident/workbook-archive.ts";

const cities = ["San Francisco", "Cambridge", "New York", "Austin", "Miami", "Seattle"] as const;
const states = ["CA", "MA", "NY", "TX", "FL", "WA"] as const;

function peopleWorkbook(rows: number, isShared: boolean): Buffer {
  const numbers = new Map<string, number>();
  const cell = (address: string, text: string) => {
    if (!isShared) return `<c r="${address}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return `<c r="${address}" t="s"><v>${number}</v></c>`;
  };
  const data = Array.from({ length: rows }, (_, index) => {
    const row = index + 1;
    const texts = [
      `P-${row}`,
      `First${row % 997}`,
      `Last${row % 4999}`,
      `${row % 9999} Main Street`,
      cities[row % 6] ?? "",
      states[row % 6] ?? "",
      String(10_000 + (row % 80_000)),
      `p${row}@mail.example`,
      "2024-01-01",
      "adult",
      "ssn;dob",
      "en",
    ];
    const day = `<c r="M${row}" s="1"><v>${20_000 + (row % 9_000)}</v></c>`;
    const cells = texts.map((text, at) => cell(String.fromCharCode(65 + at) + row, text));
    return `<row r="${row}">${cells.join("")}${day}</row>`;
  });
  const strings = [...numbers.keys()].map((text) => `<si><t>${text}</t></si>`).join("");
  const styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>';
  return zipOf(workbookParts({ sheets: [data.join("")], styles, ...(isShared ? { strings } : {}) }));
}

const readers = {
  streaming: async (path: string) => {
    let characters = 0;
    const file = { name: "people.xlsx", path, bytes: statSync(path).size };
    for await (const { rows } of tableRows(file, () => true))
      for (const { cells } of rows) for (const text of cells) characters += text.length;
    return characters;
  },
  "read-excel-file": async (path: string) => {
    const { default: readWorkbook } = await import("read-excel-file/node");
    const [sheet] = await readWorkbook(path, { trim: false, parseNumber: (digits) => digits });
    let characters = 0;
    for (const row of sheet?.data ?? [])
      for (const value of row as unknown[])
        characters += (value instanceof Date ? value.toISOString().slice(0, 10) : String(value ?? "")).length;
    return characters;
  },
} as const;

const [first = "200000", second = "3"] = process.argv.slice(2);
if (first in readers) {
  const before = process.cpuUsage();
  const characters = await readers[first as keyof typeof readers](second);
  const { user, system } = process.cpuUsage(before);
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  console.log(`${((user + system) / 1e6).toFixed(2)} CPU-s  ${megabytes} MB  ${characters} characters`);
} else {
  const scratch = mkdtempSync(join(tmpdir(), "bench-workbook-"));
  for (const isShared of [true, false]) {
    const path = join(scratch, `${isShared}.xlsx`);
    writeFileSync(path, peopleWorkbook(Number(first), isShared));
    const kind = isShared ? "shared texts" : "texts of their own";
    console.log(`${first} rows, ${kind}: ${Math.round(statSync(path).size / 1e5) / 10} MB`);
    for (let round = 0; round < Number(second); round++)
      for (const name of Object.keys(readers)) {
        const told = execFileSync(process.execPath, [fileURLToPath(import.meta.url), name, path], {
          encoding: "utf8",
        });
        console.log(`  ${name.padEnd(16)} ${told.trim()}`);
      }
  }
  rmSync(scratch, { recursive: true });
}
