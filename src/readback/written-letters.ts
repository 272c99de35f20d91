/** The text in NFC without white space and soft hyphens: what line ends and word spaces cannot change. */
export function writtenLetters(text: string): string {
  let letters = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 32 && code < 127) continue;
    if (isLeftOut(code)) {
      if (at > from) letters += text.slice(from, at);
      from = at + 1;
    } else if (!isComposed(code)) return ofAnyText(text);
  }
  return from === 0 ? text : letters + text.slice(from);
}

/** White space and the soft hyphen, of the characters up to U+00FF. */
function isLeftOut(code: number): boolean {
  return code === 32 || (code > 8 && code < 14) || code === 0xa0 || code === 0xad;
}

/**
 * Whether a text of such characters alone is in NFC: there is nothing below U+0300 and among dashes, quotation marks
 * and bullets that composes with anything there (Unicode's NFC_Quick_Check).
 */
export function isComposed(code: number): boolean {
  return code < 0x300 || (code > 0x200f && code < 0x2028);
}

function ofAnyText(text: string): string {
  return text.normalize("NFC").replace(/[\s\u00ad]+/gu, "");
}
