import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  compileLetter,
  indexHeader,
  indexRow,
  type Letter,
  openPrintStream,
  type PlacedLetter,
  proofLetter,
} from "../../src/letter/index.ts";
import { hasTool } from "../pdf/fixture/outside-tool.ts";
import { readPages, squeezed } from "../pdf/fixture/read-pages.ts";
import { letterOf, stationery } from "./fixture/letters.ts";
import { noticeOf, p, usualNotice } from "./fixture/notice.ts";

const folder = mkdtempSync(join(tmpdir(), "print-stream-"));
afterAll(() => rmSync(folder, { recursive: true }));

const names = ["Maria Lopez", "Nguyễn Thị Minh Khai", "Łukasz Żółć", "Kealiʻi Example-Sample", "Bo Li"];
const letter = (n: number): Letter =>
  letterOf(`HVC-${String(n).padStart(6, "0")}`, {
    recipientName: names[n % names.length] ?? "",
    code: `C${(n * 7919).toString(36).toUpperCase().padStart(5, "0")}-${n}`,
    dataElements: ["name", "Social Security number and date of birth", "medical information"]
      .slice(0, 1 + (n % 3))
      .join(", "),
  });

/** Two variants in turn; fresh compilations, so that nothing is remembered between streams. */
function write(target: string | "memory", count: number, from = 0) {
  const variants = [usualNotice("a"), usualNotice("b")].map(
    (notice) => compileLetter(notice, stationery).value,
  );
  const stream = openPrintStream(target, { title: "Stream" });
  const placements = Array.from({ length: count }, (_, index) => {
    const variant = variants[index % 2];
    if (variant === undefined) throw new Error("no variant");
    const placement = stream.add(variant, letter(from + index));
    if (placement.kind === "refused") throw new Error(placement.problems[0]?.code);
    return placement;
  });
  return { placements, finished: stream.finish(), stream };
}

describe("a print stream", () => {
  test("gives the same bytes twice, and says what they are", () => {
    const [one, two] = [join(folder, "one.pdf"), join(folder, "two.pdf")];
    const first = write(one, 60);
    const second = write(two, 60);
    expect(second.finished).toEqual(first.finished);
    expect(second.placements).toEqual(first.placements);
    const bytes = readFileSync(one);
    expect(readFileSync(two).equals(bytes)).toBe(true);
    expect(first.finished).toEqual({
      bytes: bytes.length,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      pages: 240,
      pieces: 60,
    });
  });

  test("does not depend on what the process printed before", () => {
    const fresh = write("memory", 10, 500).finished;
    write("memory", 30, 0);
    const { value } = compileLetter(usualNotice("a"), stationery);
    const other = openPrintStream("memory", { title: "Other" });
    other.add(value, letter(77));
    other.finish();
    expect(write("memory", 10, 500).finished).toEqual(fresh);
  });

  test("tells where each letter lies: pages in order, bytes that hold it and no other", () => {
    const { placements, stream } = write("memory", 20);
    const bytes = Buffer.from(stream.bytes());
    placements.forEach((placed, index) => {
      expect(placed.firstPage).toBe(1 + 4 * index);
      const raw = bytes.subarray(placed.offset, placed.offset + placed.length).toString("latin1");
      const own = raw.replace(/\)-?\d+\(/g, "");
      expect(own.split(placed.pieceId)).toHaveLength(4);
      expect(own.split("/Type/Page/")).toHaveLength(5);
      const ids = own.match(/HVC-\d{6}/g) ?? [];
      expect(new Set(ids)).toEqual(new Set([placed.pieceId]));
    });
  });

  test("a letter's hash is its own: the same in another stream, another when anything changes", () => {
    const inFirst = write("memory", 20).placements[12];
    const inOther = write("memory", 3, 12).placements[0];
    expect(inOther?.sha256).toBe(inFirst?.sha256);
    const { value } = compileLetter(usualNotice("a"), stationery);
    const hashOf = (change: Partial<Letter>, compiled = value) => {
      const placement = openPrintStream("memory", { title: "x" }).add(compiled, { ...letter(1), ...change });
      return placement.kind === "placed" ? placement.sha256 : "refused";
    };
    const hashes = [
      hashOf({}),
      hashOf({ pieceId: "HVC-000002" }),
      hashOf({ addressLines: ["SOMEONE ELSE", "12 SAMPLE ST", "SPRINGFIELD TX 75001"] }),
      hashOf({ fields: { ...letter(1).fields, code: "OTHER" } }),
      hashOf(
        {},
        compileLetter(usualNotice("a"), {
          ...stationery,
          returnAddress: ["Other Center", "Springfield, IL 62701"],
        }).value,
      ),
      hashOf({}, compileLetter({ ...usualNotice("a"), date: "February 11, 2026" }, stationery).value),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashes).not.toContain("refused");
    expect(hashOf({})).toBe(hashes[0]);
  });

  test("a refused letter leaves nothing behind", () => {
    const { value } = compileLetter(usualNotice("a"), stationery);
    const finished = (bad: boolean) => {
      const stream = openPrintStream("memory", { title: "x" });
      stream.add(value, letter(1));
      if (bad) {
        const refused = stream.add(value, { ...letter(2), addressLines: [] });
        expect(refused).toMatchObject({
          kind: "refused",
          pieceId: "HVC-000002",
          problems: [{ severity: "holds" }],
        });
      }
      stream.add(value, letter(3));
      return stream.finish();
    };
    expect(finished(true)).toEqual(finished(false));
  });

  test("hundreds of letters share what is the same: under 2,300 bytes each", () => {
    const { placements } = write("memory", 300);
    const mean = placements.reduce((sum, { length }) => sum + length, 0) / placements.length;
    expect(mean).toBeLessThan(2_300);
  });

  test.skipIf(!hasTool("qpdf"))("is sound for qpdf", () => {
    const path = join(folder, "sound.pdf");
    write(path, 100);
    const { stdout, status } = spawnSync("qpdf", ["--check", path], { encoding: "utf8" });
    expect(stdout).toContain("No syntax or stream encoding errors");
    expect(status).toBe(0);
  });

  test.skipIf(!hasTool("pdftotext"))(
    "reads the same in another reader: name, address and code once where they belong",
    () => {
      const path = join(folder, "read.pdf");
      const { placements } = write(path, 10);
      const { stdout } = spawnSync("pdftotext", ["-enc", "UTF-8", path, "-"], { encoding: "utf8" });
      const pages = stdout.split("\f");
      placements.forEach((placed, index) => {
        const whole = squeezed(
          pages.slice(placed.firstPage - 1, placed.firstPage - 1 + placed.pages).join(" "),
        );
        const { fields, addressLines } = letter(index);
        expect(whole).toContain(addressLines.join(" "));
        expect(whole).toContain(`Dear ${fields.recipientName}:`);
        expect(whole.split(fields.code ?? "?")).toHaveLength(4);
        expect(whole).toContain(`The files held your ${fields.dataElements}. We have no sign`);
      });
    },
  );
});

test("a proof is the same letter as in the stream, as a file of its own", async () => {
  const { value } = compileLetter(usualNotice("a"), stationery);
  const proof = proofLetter(value, letter(4));
  expect(proof.problems).toEqual([]);
  const alone = await readPages(proof.value ?? new Uint8Array());
  const { stream, placements } = write("memory", 6);
  const first = (placements[4]?.firstPage ?? 0) - 1;
  const together = (await readPages(stream.bytes())).slice(first, first + 4);
  expect(alone.map(({ runs }) => runs)).toEqual(together.map(({ runs }) => runs));
});

test("a proof of a letter that must not be printed is refused, not drawn", () => {
  const { value } = compileLetter(noticeOf([p("Code {code}")]), stationery);
  const { value: bytes, problems } = proofLetter(value, letterOf("HVC-1", { code: "" }));
  expect(bytes).toBeUndefined();
  expect(problems.map(({ code }) => code)).toEqual(["letter/field-missing"]);
});

test("the index names no one and quotes what needs it", () => {
  const placed: PlacedLetter = {
    kind: "placed",
    pieceId: "HVC-000001",
    variant: 'a,"b"',
    firstPage: 5,
    pages: 4,
    sheets: 2,
    offset: 1234,
    length: 567,
    sha256: "ab".repeat(32),
    imb: "00270123456000000001750010123",
    problems: [],
  };
  expect(indexHeader).toBe("piece,first_page,pages,sheets,offset,length,sha256,zip,variant,imb\n");
  expect(indexRow(placed, "75001-0123")).toBe(
    `HVC-000001,5,4,2,1234,567,${"ab".repeat(32)},75001-0123,"a,""b""",00270123456000000001750010123\n`,
  );
});
