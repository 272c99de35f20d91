import { canPrint, type Face } from "../pdf/index.ts";

/** A value as it is printed: its words, and the characters that cannot be printed. */
export type PrintedValue = { readonly words: readonly string[]; readonly missing: readonly string[] };

const none: readonly never[] = [];

/**
 * The words of a field or an address line: plain text, brought to NFC, divided at its spaces only,
 * so that a code or a double name is never broken at a hyphen. Whatever it holds is printed as it is, in our
 * faces or in one of `others`.
 */
export function valueWords(value: string, others: readonly Face[] = none): PrintedValue {
  let plain = true;
  for (let i = 0; i < value.length; i++) {
    const char = value.charCodeAt(i);
    if (char < 0x20 || char > 0x7e) {
      plain = false;
      break;
    }
  }
  const text = plain ? value : value.normalize("NFC");
  return { words: divided(text), missing: plain ? none : canPrint(text, others) };
}

function divided(text: string): readonly string[] {
  const words: string[] = [];
  let from = 0;
  while (from < text.length) {
    let to = text.indexOf(" ", from);
    if (to < 0) to = text.length;
    if (to > from) words.push(text.slice(from, to));
    from = to + 1;
  }
  return words;
}
