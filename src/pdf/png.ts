import { deflateSync, inflateSync } from "node:zlib";
import type { ImageObject } from "./image-object.ts";

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
// PNG colour types: grey, RGB, palette, grey with alpha, RGB with alpha → channels.
const channelsOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

type Chunks = {
  readonly header: DataView;
  readonly data: Buffer;
  readonly palette: Buffer;
  readonly alpha: Buffer;
};

function chunks(file: Uint8Array): Chunks | undefined {
  if (file.length < 45 || signature.some((byte, at) => file[at] !== byte)) return undefined;
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const parts = new Map<string, Buffer[]>();
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const kind = bytes.toString("latin1", at + 4, at + 8);
    if (at + 12 + length > bytes.length) return undefined;
    parts.set(kind, [...(parts.get(kind) ?? []), bytes.subarray(at + 8, at + 8 + length)]);
    at += 12 + length;
  }
  const header = parts.get("IHDR")?.[0];
  const data = parts.get("IDAT");
  if (header === undefined || header.length < 13 || data === undefined) return undefined;
  return {
    header: new DataView(header.buffer, header.byteOffset, header.byteLength),
    data: Buffer.concat(data),
    palette: Buffer.concat(parts.get("PLTE") ?? []),
    alpha: Buffer.concat(parts.get("tRNS") ?? []),
  };
}

function inflated(data: Buffer, wanted: number): Buffer | undefined {
  try {
    // A bound on the result: a small file must not unpack to gigabytes.
    const bytes = inflateSync(data, { maxOutputLength: wanted });
    return bytes.length === wanted ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** Undoes the row filters of PNG (RFC 2083 section 6) in place; returns the rows without filter bytes. */
function unfiltered(raw: Buffer, rowBytes: number, height: number, step: number): Buffer | undefined {
  const rows = Buffer.alloc(rowBytes * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (rowBytes + 1)] as number;
    if (filter > 4) return undefined;
    for (let x = 0; x < rowBytes; x++) {
      const at = y * rowBytes + x;
      const left = x >= step ? (rows[at - step] as number) : 0;
      const up = y > 0 ? (rows[at - rowBytes] as number) : 0;
      const corner = x >= step && y > 0 ? (rows[at - rowBytes - step] as number) : 0;
      rows[at] = (raw[y * (rowBytes + 1) + 1 + x] as number) + predicted(filter, left, up, corner);
    }
  }
  return rows;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const byLeft = Math.abs(guess - left);
      const byUp = Math.abs(guess - up);
      const byCorner = Math.abs(guess - corner);
      return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
    default:
      return 0;
  }
}

/** A PNG as a PDF image; transparency becomes a soft mask. Undefined for other files and for interlaced or 16-bit ones. */
export function readPng(file: Uint8Array): Omit<ImageObject, "name"> | undefined {
  const png = chunks(file);
  if (png === undefined) return undefined;
  const width = png.header.getUint32(0);
  const height = png.header.getUint32(4);
  const depth = png.header.getUint8(8);
  const type = png.header.getUint8(9);
  const channels = channelsOf[type];
  const interlaced = png.header.getUint8(12) !== 0;
  // 50 megapixels is a letterhead at 6,000 dots per inch.
  if (channels === undefined || interlaced || depth > 8 || width * height === 0 || width * height > 50e6)
    return undefined;
  const rowBytes = Math.ceil((width * channels * depth) / 8);
  const raw = inflated(png.data, (rowBytes + 1) * height);
  const rows = raw && unfiltered(raw, rowBytes, height, Math.max(1, (channels * depth) >> 3));
  if (rows === undefined) return undefined;

  const picture = (space: string, bits: number, bytes: Uint8Array) => ({
    entries:
      `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}` +
      `/ColorSpace${space}/BitsPerComponent ${bits}/Filter/FlateDecode`,
    bytes: deflateSync(bytes, { level: 9 }),
  });
  const size = { width, height };
  switch (type) {
    case 0:
      return { ...size, ...picture("/DeviceGray", depth, rows), mask: undefined };
    case 2:
      return { ...size, ...picture("/DeviceRGB", depth, rows), mask: undefined };
    case 3: {
      if (png.palette.length === 0 || png.palette.length % 3 !== 0) return undefined;
      const space = `[/Indexed/DeviceRGB ${png.palette.length / 3 - 1}<${png.palette.toString("hex")}>]`;
      const alpha = png.alpha.length === 0 ? undefined : paletteAlpha(rows, png.alpha, width, height, depth);
      return {
        ...size,
        ...picture(space, depth, rows),
        mask: alpha === undefined ? undefined : picture("/DeviceGray", 8, alpha),
      };
    }
    default: {
      const colours = channels - 1;
      const colour = Buffer.alloc(width * height * colours);
      const alpha = Buffer.alloc(width * height);
      for (let pixel = 0; pixel < width * height; pixel++) {
        for (let c = 0; c < colours; c++) colour[pixel * colours + c] = rows[pixel * channels + c] as number;
        alpha[pixel] = rows[pixel * channels + colours] as number;
      }
      return {
        ...size,
        ...picture(colours === 1 ? "/DeviceGray" : "/DeviceRGB", 8, colour),
        mask: picture("/DeviceGray", 8, alpha),
      };
    }
  }
}

function paletteAlpha(rows: Buffer, alpha: Buffer, width: number, height: number, depth: number): Buffer {
  const rowBytes = Math.ceil((width * depth) / 8);
  const mask = Buffer.alloc(width * height, 255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = rows[y * rowBytes + (bit >> 3)] as number;
      const index = (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
      mask[y * width + x] = alpha[index] ?? 255;
    }
  return mask;
}
