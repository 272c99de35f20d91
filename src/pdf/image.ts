import { createHash } from "node:crypto";
import { contentName } from "./content-name.ts";
import type { ImageObject } from "./image-object.ts";
import { readJpeg } from "./jpeg.ts";
import { readPng } from "./png.ts";

/** Reads a PNG (8 or fewer bits a channel, not interlaced) or a JPEG; undefined if it is neither or damaged. */
export function readImage(file: Uint8Array): ImageObject | undefined {
  const pixels = readPng(file) ?? readJpeg(file);
  if (pixels === undefined) return undefined;
  const digest = createHash("sha256").update(file).digest();
  return { name: `I${contentName(digest)}`, ...pixels };
}
