import type { Line } from "./lines.ts";
import type { ReadPage } from "./read-letters.ts";
import { writtenLetters } from "./written-letters.ts";

/** Where a text begins: page of the file, line of the page (counted from 0), and the line itself. */
export type TextPlace = { readonly page: number; readonly lineIndex: number; readonly line: Line };

/**
 * Every place where the text stands on these pages, whatever spaces and line ends lie inside it. A
 * text that continues on the next page is found; one that has other text between its lines is not.
 * @example placesOf("AB12-CD34", letter.pages).length // how often the code is printed
 */
export function placesOf(wanted: string, pages: readonly ReadPage[]): readonly TextPlace[] {
  const needle = writtenLetters(wanted);
  if (needle === "") return [];
  const running = runningText(pages);
  const found: TextPlace[] = [];
  for (
    let at = running.text.indexOf(needle);
    at >= 0;
    at = running.text.indexOf(needle, at + needle.length)
  ) {
    const place = placeAt(at, running, pages);
    if (place !== undefined) found.push(place);
  }
  return found;
}

type RunningText = {
  readonly text: string /** Where each line begins in the text. */;
  readonly starts: readonly number[];
};

// Several texts are looked for in each letter; its pages are squeezed once.
const known = new WeakMap<readonly ReadPage[], RunningText>();

function runningText(pages: readonly ReadPage[]): RunningText {
  const made = known.get(pages);
  if (made !== undefined) return made;
  const starts: number[] = [];
  let text = "";
  for (const page of pages)
    for (const line of page.lines) {
      starts.push(text.length);
      text += writtenLetters(line.text);
    }
  const running: RunningText = { text, starts };
  known.set(pages, running);
  return running;
}

function placeAt(at: number, { starts }: RunningText, pages: readonly ReadPage[]): TextPlace | undefined {
  // The last line that begins here or before; lines of nothing but spaces there are none.
  let lineIndex = starts.findLastIndex((start) => start <= at);
  for (const page of pages) {
    const line = page.lines[lineIndex];
    if (line !== undefined) return { page: page.number, lineIndex, line };
    lineIndex -= page.lines.length;
  }
  return undefined;
}
