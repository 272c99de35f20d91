/** What is wrong with a text that ought to be printed as it is. */
export type TextFault = "invisible" | "lost" | "garbled" | "tooLong" | "quoteAstray";

// No name, street or reference is a thousand characters long.
export const longestCell = 1_000;

// Anything outside printable ASCII, to spare the common cell the slow patterns below.
const beyondAscii = /[^\x20-\x7e]/;
// Control and format characters (bidi marks, zero-width, soft hyphen), line separators, lone surrogates.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
// UTF-8 that was read as Windows-1252: “JosÃ©”. No name has these pairs.
const garbled = /[ÃÂ][\u00a0-\u00bf]|â€|Ã[\u0080-\u009fƒ‚„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

/** The fault of a trimmed cell, or undefined if it can be shown as it is; some may have line breaks. */
export function textFault(text: string, mayBreak: boolean): TextFault | undefined {
  if (text.length > longestCell) return "tooLong";
  if (!beyondAscii.test(text)) return undefined;
  // A quote that was not closed swallows the next row up to a quote there, which stays in the cell.
  if (text.includes('"') && /[\r\n]/.test(text)) return "quoteAstray";
  // First: the second half of a garbled “í” is a soft hyphen.
  if (garbled.test(text)) return "garbled";
  if (invisible.test(mayBreak ? text.replace(/[\r\n]/g, " ") : text)) return "invisible";
  return text.includes("\ufffd") ? "lost" : undefined;
}

/** The cell as text to print: NFC, ordinary single spaces, none at the ends. Marks stay, to be found. */
export function plainText(cell: string): string {
  if (cell === "" || (!beyondAscii.test(cell) && !hasIdleSpace(cell))) return cell;
  return cell
    .normalize("NFC")
    .replace(/[ \u00a0\u2000-\u200a\u202f\u3000]+/g, " ")
    .trim();
}

/** True if a text in printable ASCII has spaces that would not be printed: at an end, or two together. */
export function hasIdleSpace(text: string): boolean {
  return text.charCodeAt(0) === space || text.charCodeAt(text.length - 1) === space || text.includes("  ");
}

const space = 0x20;

/** The writing system of the first character that cannot be printed, in words for a problem. */
export function scriptOf(codePoint: number | undefined): string {
  if (codePoint === undefined) return "unknown";
  const character = String.fromCodePoint(codePoint);
  for (const [pattern, name] of scripts) if (pattern.test(character)) return name;
  return "other";
}

/**
 * The font package that prints a script beside ours, for `fallbackFonts` of incident.json; undefined for
 * scripts that are joined, stacked or written from right to left, which no font alone prints right.
 */
export function fontForScript(script: string): string | undefined {
  return fonts[script];
}

const fonts: Readonly<Record<string, string>> = {
  Han: "noto-sans-sc",
  "Japanese kana": "noto-sans-jp",
  Hangul: "noto-sans-kr",
  Cyrillic: "noto-sans",
  Greek: "noto-sans",
  Armenian: "noto-sans-armenian",
  Georgian: "noto-sans-georgian",
  Ethiopic: "noto-sans-ethiopic",
  Cherokee: "noto-sans-cherokee",
};

const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Latin}/u, "Latin"],
  [/\p{Script=Han}/u, "Han"],
  [/\p{Script=Hiragana}|\p{Script=Katakana}/u, "Japanese kana"],
  [/\p{Script=Hangul}/u, "Hangul"],
  [/\p{Script=Cyrillic}/u, "Cyrillic"],
  [/\p{Script=Greek}/u, "Greek"],
  [/\p{Script=Armenian}/u, "Armenian"],
  [/\p{Script=Georgian}/u, "Georgian"],
  [/\p{Script=Ethiopic}/u, "Ethiopic"],
  [/\p{Script=Cherokee}/u, "Cherokee"],
  [/\p{Script=Arabic}/u, "Arabic"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Thai}/u, "Thai"],
  [/\p{Script=Devanagari}/u, "Devanagari"],
  [/\p{Extended_Pictographic}/u, "emoji"],
];
