// Scripts whose letters stand side by side from left to right, one glyph each. What runs from right to left,
// joins, stacks or reorders (Arabic, Hebrew, Devanagari, Thai …) comes out wrong even with a font that has it.
const scripts = [
  "Common",
  "Latin",
  "Greek",
  "Cyrillic",
  "Armenian",
  "Georgian",
  "Han",
  "Bopomofo",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Ethiopic",
  "Cherokee",
  "Yi",
  "Lisu",
];
const plain = new RegExp(`^(?:${scripts.map((script) => `\\p{Script=${script}}`).join("|")})$`, "u");

/** Whether a character is of a script that is printed right without joining, stacking or turning round. */
export function isPlainScript(char: string): boolean {
  return plain.test(char);
}
