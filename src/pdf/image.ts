import { createHash } from "node:crypto";
import { contentName } from "./content-name.ts";
import type { ImageObject } from "./image-object.ts";
import { readJpeg } from "./jpeg.ts";
import { readPng } from "./png.ts";

// Every variant of a client has the same letterhead; it is decoded and packed once.
const known = new WeakMap<Uint8Array, ImageObject>();

/** Reads a PNG (8 or fewer bits a channel, not interlaced) or a JPEG; undefined if it is neither or damaged. */
export function readImage(file: Uint8Array): ImageObject | undefined {
  const before = known.get(file);
  if (before !== undefined) return before;
  const pixels = readPng(file) ?? readJpeg(file);
  if (pixels === undefined) return undefined;
  const digest = createHash("sha256").update(file).digest();
  const image = { name: `I${contentName(digest)}`, ...pixels };
  known.set(file, image);
  return image;
}
