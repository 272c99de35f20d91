import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { PdfFile, readImage, sharedForm } from "../../src/pdf/index.ts";
import { hasTool } from "./fixture/outside-tool.ts";

const folder = mkdtempSync(join(tmpdir(), "image-"));
afterAll(() => rmSync(folder, { recursive: true }));

type Row = { readonly filter: number; readonly bytes: readonly number[] };

/** A PNG written by hand: header, palette, transparency, filtered rows. */
function png(
  size: { width: number; height: number; depth: number; type: number; interlace?: number },
  rows: readonly Row[],
  extra: Readonly<Record<string, readonly number[]>> = {},
): Buffer {
  const chunk = (kind: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(kind), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size.width, 0);
  header.writeUInt32BE(size.height, 4);
  header.set([size.depth, size.type, 0, 0, size.interlace ?? 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    ...Object.entries(extra).map(([kind, data]) => chunk(kind, Buffer.from(data))),
    chunk(
      "IDAT",
      deflateSync(Buffer.concat(rows.map(({ filter, bytes }) => Buffer.from([filter, ...bytes])))),
    ),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const red = [255, 0, 0];
const rgb = { width: 2, height: 2, depth: 8, type: 2 };

test.each([
  [
    "no filter",
    [
      { filter: 0, bytes: [...red, 0, 255, 0] },
      { filter: 0, bytes: [0, 0, 255, 9, 9, 9] },
    ],
  ],
  [
    "sub and up",
    [
      { filter: 1, bytes: [...red, 1, 255, 0] },
      { filter: 2, bytes: [1, 0, 255, 9, 10, 9] },
    ],
  ],
  [
    "average and Paeth",
    [
      { filter: 3, bytes: [...red, 129, 255, 0] },
      { filter: 4, bytes: [1, 0, 255, 9, 10, 10] },
    ],
  ],
])("undoes the filters of PNG rows: %s", (_, rows) => {
  const image = readImage(png(rgb, rows));
  expect(image).toMatchObject({ width: 2, height: 2, mask: undefined });
  const pixels = [...inflateSync(image?.bytes ?? new Uint8Array())];
  expect(pixels.slice(0, 9)).toEqual([...red, 0, 255, 0, 0, 0, 255]);
});

test("alpha becomes a soft mask, colour stays", () => {
  const image = readImage(
    png({ width: 2, height: 1, depth: 8, type: 6 }, [{ filter: 0, bytes: [...red, 128, 0, 0, 255, 255] }]),
  );
  expect([...inflateSync(image?.bytes ?? new Uint8Array())]).toEqual([...red, 0, 0, 255]);
  expect([...inflateSync(image?.mask?.bytes ?? new Uint8Array())]).toEqual([128, 255]);
});

test("a palette keeps its colours and its transparent entry", () => {
  const image = readImage(
    png({ width: 3, height: 1, depth: 2, type: 3 }, [{ filter: 0, bytes: [0b00_01_10_00] }], {
      PLTE: [...red, 0, 255, 0, 0, 0, 255],
      tRNS: [0],
    }),
  );
  expect(image?.entries).toContain("/Indexed/DeviceRGB 2<ff000000ff000000ff>");
  expect([...inflateSync(image?.mask?.bytes ?? new Uint8Array())]).toEqual([0, 255, 255]);
});

describe("what is not read is undefined, never an exception", () => {
  const good = png(rgb, [
    { filter: 0, bytes: [...red, ...red] },
    { filter: 0, bytes: [...red, ...red] },
  ]);
  test.each([
    ["nothing", Buffer.alloc(0)],
    ["text", Buffer.from("not a picture, though it is long enough to be looked at in earnest")],
    ["an interlaced PNG", png({ ...rgb, interlace: 1 }, [{ filter: 0, bytes: [...red, ...red] }])],
    ["16 bits a channel", png({ ...rgb, depth: 16 }, [{ filter: 0, bytes: [...red, ...red] }])],
    ["too few rows", png(rgb, [{ filter: 0, bytes: [...red, ...red] }])],
    [
      "a row filter that does not exist",
      png(rgb, [
        { filter: 7, bytes: [...red, ...red] },
        { filter: 0, bytes: [...red, ...red] },
      ]),
    ],
    ["a height of nothing", png({ ...rgb, height: 0 }, [])],
    [
      "a size that would unpack to gigabytes",
      png({ ...rgb, width: 60_000, height: 60_000 }, [{ filter: 0, bytes: red }]),
    ],
    ["a JPEG without a frame", Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, 0xff, 0xd9, 0, 0, 0, 0])],
  ])("%s", (_, bytes) => {
    expect(readImage(bytes)).toBeUndefined();
  });

  test("a PNG cut off anywhere", () => {
    for (let length = 0; length < good.length - 12; length++)
      expect(readImage(good.subarray(0, length))).toBeUndefined();
    expect(readImage(good)).toBeDefined();
  });
});

test("a JPEG passes as it is, with its size", () => {
  const frame = [0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0];
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 1, ...frame, 0xff, 0xd9]);
  expect(readImage(jpeg)).toMatchObject({ width: 40, height: 30, bytes: jpeg });
});

test("equal pictures have equal names, others have others", () => {
  const one = png(rgb, [
    { filter: 0, bytes: [...red, ...red] },
    { filter: 0, bytes: [...red, ...red] },
  ]);
  const two = png(rgb, [
    { filter: 0, bytes: [...red, ...red] },
    { filter: 0, bytes: [...red, 0, 0, 0] },
  ]);
  expect(readImage(one)?.name).toBe(readImage(Buffer.from(one))?.name);
  expect(readImage(one)?.name).not.toBe(readImage(two)?.name);
});

test.skipIf(!hasTool("pdftoppm"))("is seen where it is put, its transparent half is not", () => {
  const image = readImage(
    png({ width: 2, height: 1, depth: 8, type: 6 }, [{ filter: 0, bytes: [0, 0, 0, 255, 0, 0, 0, 0] }]),
  );
  if (image === undefined) throw new Error("not read");
  const file = new PdfFile("memory", { title: "Picture" });
  const form = sharedForm(Buffer.from(`q 200 0 0 100 72 600 cm/${image.name} Do Q\n`), {
    box: [0, 0, 612, 792],
    faces: [],
    images: [image],
  });
  file.share(form);
  const content = Buffer.from(`/${form.name} Do\n`);
  file.page(content, 0, content.length);
  file.finish();
  const path = join(folder, "picture.pdf");
  writeFileSync(path, file.bytes());
  const { stdout } = spawnSync("pdftoppm", ["-r", "72", "-gray", path], { maxBuffer: 1 << 24 });
  const head = /^P5\s+(\d+)\s+\d+\s+255\s/.exec(stdout.subarray(0, 30).toString("latin1"));
  const at = (x: number, y: number) => stdout[(head?.[0].length ?? 0) + y * Number(head?.[1]) + x];
  expect([at(100, 150), at(250, 150), at(100, 300)]).toEqual([0, 255, 255]);
});
