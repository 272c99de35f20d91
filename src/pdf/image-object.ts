import type { ObjectWriter } from "./object-writer.ts";

/** A picture as PDF objects. Its name comes from its content. */
export type ImageObject = {
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly entries: string;
  readonly bytes: Uint8Array;
  /** Transparency, as a picture of its own. */
  readonly mask: { readonly entries: string; readonly bytes: Uint8Array } | undefined;
};

/** Writes the picture and its transparency; returns its object number. */
export function writeImage(file: ObjectWriter, { entries, bytes, mask }: ImageObject): number {
  const light = mask === undefined ? "" : `/SMask ${file.stream(mask.entries, mask.bytes)} 0 R`;
  return file.stream(`${entries}${light}`, bytes);
}
