import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  type EnvelopeName,
  hasRoomForIntelligentMail,
  intelligentMailMark,
  intelligentMailPlace,
  type Letter,
  type Stationery,
} from "../../src/letter/index.ts";
import { type Bitmap, openPrintStream, readIntelligentMail, readLetters } from "../../src/readback/index.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { p, usualNotice } from "./fixture/notice.ts";
import { printed } from "./fixture/print.ts";

const dir = mkdtempSync(join(tmpdir(), "intelligent-mail-"));
afterAll(() => rmSync(dir, { recursive: true }));

const short = { ...usualNotice(), blocks: [p("Dear {recipientName}:")] };
const digits = "00270123456000000042750010123";
const three = ["MARIA LOPEZ", "12 SAMPLE ST APT 4", "SPRINGFIELD TX 75001-0123"];
const five = [
  "PARENT OR GUARDIAN OF ÁNGEL NÚÑEZ-QUIGLEY",
  "C/O GEORGY JOQ",
  "12 SAMPLE HIGHWAY",
  "APARTMENT 7",
  "SPRINGFIELD TX 75001-0123",
];
const ordinary: EnvelopeName = "us-letter-10-double-window";
const tall: EnvelopeName = "us-letter-10-double-window-tall";
const paper = (envelope: EnvelopeName): Stationery => ({ ...stationery, envelope, intelligentMail: true });

async function pageOf(letter: Letter, envelope: EnvelopeName) {
  const { placements, bytes } = await printed(short, [letter], paper(envelope));
  const [placed] = placements;
  if (placed?.kind !== "placed") throw new Error("the letter was refused");
  const file = join(dir, "stream.pdf");
  writeFileSync(file, bytes);
  const opened = await openPrintStream(file);
  if (opened.kind === "fault") throw new Error("the stream cannot be read");
  for await (const read of readLetters(opened.value, [placed])) {
    if (read.kind !== "letter") throw new Error(read.kind);
    const [page] = read.pages;
    if (page === undefined) throw new Error("no page");
    opened.value.close();
    return { page, placed, file };
  }
  throw new Error("no letter");
}

/** What the image below the address says, and how far up from it the address ends. */
function barcodeOn(page: Awaited<ReturnType<typeof pageOf>>["page"]) {
  const marks = page.marks.flatMap((mark) => (mark.kind === "image" && mark.bitmap ? [mark] : []));
  return marks.map(({ bitmap }) => bitmap && readIntelligentMail(bitmap));
}

describe.each([
  ["three lines in the ordinary window", ordinary, three, true],
  ["four lines in the ordinary window", ordinary, [...three.slice(0, 1), ...five.slice(2)], false],
  ["three lines in the tall window", tall, three, true],
  ["five lines with accents in the tall window", tall, five, true],
])("%s", (_, envelope, addressLines, bears) => {
  test(bears ? "bear the barcode, below the address" : "are printed without it", async () => {
    const letter = { ...letterOf("HVC-1", { addressLines }), intelligentMail: digits };
    const { page, placed } = await pageOf(letter, envelope);
    expect(hasRoomForIntelligentMail(addressLines, paper(envelope))).toBe(bears);
    expect(barcodeOn(page)).toEqual(bears ? [digits] : []);
    expect(placed.imb).toBe(bears ? digits : "");
    const place = intelligentMailPlace(envelope);
    const last = page.lines.find(({ text }) => text === addressLines.at(-1));
    if (place === undefined || last === undefined) throw new Error("no place or no last line");
    const white = place.top - (792 - last.y);
    // DMM 202.5: 0.028 inch at least, 0.625 at most.
    if (bears) expect(white).toBeGreaterThanOrEqual(intelligentMailMark.clearAbove - 0.01);
    if (bears) expect(white).toBeLessThanOrEqual(0.625 * 72);
  });
});

test("a draft keeps the room free and prints no bars; a letter that is to have none uses it", async () => {
  const draft = await pageOf({ ...letterOf("HVC-1"), intelligentMail: "" }, tall);
  const barred = await pageOf({ ...letterOf("HVC-1"), intelligentMail: digits }, tall);
  const none = await pageOf(letterOf("HVC-1"), tall);
  expect([barcodeOn(draft.page), barcodeOn(none.page)]).toEqual([[], []]);
  expect(draft.page.lines).toEqual(barred.page.lines);
  expect(none.page.lines).not.toEqual(barred.page.lines);
});

describe.skipIf(!hasTool("pdftoppm"))("on paper", () => {
  test.each([300, 600])("the bars are read at %i dots an inch", async (dots) => {
    const letter = { ...letterOf("HVC-1", { addressLines: five }), intelligentMail: digits };
    const { file } = await pageOf(letter, tall);
    const place = intelligentMailPlace(tall);
    if (place === undefined) throw new Error("no place");
    const { stdout } = spawnSync("pdftoppm", ["-r", String(dots), "-gray", "-f", "1", "-l", "1", file], {
      maxBuffer: 1 << 28,
    });
    const [, width = "0", height = "0"] = /^P5\s(\d+)\s(\d+)\s255\s/.exec(stdout.toString("latin1")) ?? [];
    const [w, h] = [Number(width), Number(height)];
    const gray = stdout.subarray(stdout.length - w * h);
    const { module } = intelligentMailMark;
    const third = (place.bottom - place.top) / 3;
    // The middle of each module, as a scanner would take it.
    const isDark = (row: number, column: number) => {
      const x = Math.round(((place.left + (column + 0.5) * module) * dots) / 72);
      const y = Math.round(((place.top + (row + 0.5) * third) * dots) / 72);
      return (gray[y * w + x] ?? 255) < 128;
    };
    const bitmap: Bitmap = { width: 129, height: 3, isDark };
    expect(readIntelligentMail(bitmap)).toBe(digits);
  });
});
