import { face, faceNames } from "./face.ts";
import { missingFrom } from "./shape-word.ts";

// 0 not asked yet, 1 printable, 2 not.
const answers = new Uint8Array(0x10000);

/**
 * The characters of a text that one of our fonts cannot print, each once, in order; empty if all can.
 * A name is set in any of the faces (body, bold, address block), so all of them must have the letter.
 * @example canPrint("Nguyễn Łukasz") → []
 */
export function canPrint(text: string): readonly string[] {
  const missing = new Set<string>();
  for (const char of text.normalize("NFC")) {
    const code = char.codePointAt(0) ?? 0;
    if (code > 0xffff) {
      missing.add(char);
      continue;
    }
    if (answers[code] === 0)
      answers[code] = faceNames.some((name) => missingFrom(face(name), char).length > 0) ? 2 : 1;
    if (answers[code] === 2) missing.add(char);
  }
  return [...missing];
}
