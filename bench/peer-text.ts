import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Block, Inline } from "../src/notice/index.ts";
import { referenceBlocks, referenceLetter, variantCount } from "./reference-letter.ts";

/** The font that our letters are set in, for the peers that embed one. */
export const serifFile = readFileSync(
  createRequire(import.meta.url).resolve(
    "@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf",
  ),
);

/** A paragraph with its type size in points. */
export type PeerParagraph = { readonly text: string; readonly size: number; readonly newPage: boolean };

/** The n-th reference letter as plain paragraphs, which is what peers are given: no tables, no hanging lists. */
export function paragraphs(n: number): readonly PeerParagraph[] {
  const letter = referenceLetter(n);
  const out: PeerParagraph[] = [];
  let newPage = false;
  const say = (inlines: readonly Inline[], size: number) => {
    const text = inlines
      .map((i) => (i.kind === "text" ? i.text : i.kind === "break" ? "\n" : (letter.fields[i.field] ?? "")))
      .join("");
    out.push({ text, size, newPage });
    newPage = false;
  };
  const visit = (block: Block): void => {
    if (block.kind === "heading") say(block.inlines, 12);
    else if (block.kind === "paragraph") say(block.inlines, 11);
    else if (block.kind === "list") for (const item of block.items) item.forEach(visit);
    else if (block.kind === "table") for (const row of block.rows) for (const cell of row) say(cell, 10);
    else if (block.kind === "pageBreak") newPage = true;
  };
  out.push({ text: letter.addressLines.join("\n"), size: 10, newPage: false });
  referenceBlocks(n % variantCount).forEach(visit);
  return out;
}

/** Standard fonts know Windows-1252 only: other letters are replaced, which a real letter could not do. */
export const forStandardFonts = (text: string) =>
  text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[Łł]/g, "L")
    .replace(/[^\x20-\x7e\n–—‘’“”•]/g, "?");

/** Words of the n-th reference letter. */
export function wordsOfLetter(n: number): number {
  return paragraphs(n).reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
}
