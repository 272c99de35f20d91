// 72 columns: what mail programs and braille translators take without folding again.
const columns = 72;

// A number in groups is one word: (800) 555-0142, 1 800 555 0142, 600 555 014.
const grouped = /\(\d{3}\) \d{3}|\d(?: \d{3})+(?!\d)/g;
const kept = "\ue000";

/**
 * Text wrapped at its spaces, further lines set in by `indent`. Telephone numbers, codes and addresses of
 * the web are never divided: a word longer than a line has a line of its own.
 */
export function plainLines(text: string, first = "", indent = ""): readonly string[] {
  const lines: string[] = [];
  for (const [part, given] of text.split("\n").entries()) {
    const words = given
      .replace(/\u00a0/g, kept)
      .replace(/[\u00ad\u200b]/g, "")
      .replace(grouped, (number) => number.replaceAll(" ", kept))
      .split(/\s+/)
      .filter((word) => word !== "");
    let line = part === 0 ? first : indent;
    let empty = true;
    for (const word of words) {
      if (!empty && line.length + 1 + word.length > columns) {
        lines.push(line);
        line = indent;
        empty = true;
      }
      line += empty ? word : ` ${word}`;
      empty = false;
    }
    if (!empty) lines.push(line);
  }
  return lines.map((line) => line.replaceAll(kept, " "));
}
