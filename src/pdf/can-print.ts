import { type Face, face, faceNames } from "./face.ts";
import { missingFrom } from "./shape-word.ts";

// 0 not asked yet, 1 printable, 2 not.
const answers = new Uint8Array(0x10000);
const none: readonly never[] = [];

/**
 * The characters of a text that cannot be printed, each once, in order; empty if all can. A name is set in
 * any of our faces (body, bold, address block), so all of them must have the letter; or one of `others`,
 * the fonts for other scripts, has every letter of its word.
 * @example canPrint("Nguyễn Łukasz") → []
 */
export function canPrint(text: string, others: readonly Face[] = none): readonly string[] {
  const missing = new Set<string>();
  for (const char of text.normalize("NFC")) if (!weHave(char)) missing.add(char);
  if (missing.size === 0 || others.length === 0) return [...missing];
  missing.clear();
  for (const word of text.normalize("NFC").split(" ")) {
    const lacking = [...word].filter((char) => !weHave(char));
    if (lacking.length === 0 || others.some((other) => missingFrom(other, word).length === 0)) continue;
    // What no font has is named; if each letter has a font and no font has the word, the letters that ours lack.
    const nobody = lacking.filter((char) => others.every((other) => missingFrom(other, char).length > 0));
    for (const char of nobody.length > 0 ? nobody : lacking) missing.add(char);
  }
  return [...missing];
}

function weHave(char: string): boolean {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0xffff) return false;
  if (answers[code] === 0)
    answers[code] = faceNames.some((name) => missingFrom(face(name), char).length > 0) ? 2 : 1;
  return answers[code] === 1;
}
