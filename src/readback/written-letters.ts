/** The text in NFC without white space and soft hyphens: what line ends and word spaces cannot change. */
export function writtenLetters(text: string): string {
  let letters = "";
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 32 || code > 126) return ofAnyText(text);
    if (code !== 32) continue;
    if (at > from) letters += text.slice(from, at);
    from = at + 1;
  }
  return from === 0 ? text : letters + text.slice(from);
}

function ofAnyText(text: string): string {
  return text.normalize("NFC").replace(/[\s\u00ad]+/gu, "");
}
