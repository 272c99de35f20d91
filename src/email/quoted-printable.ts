// RFC 2045, section 6.7: no more than 76 characters a line, the soft break's = among them.
const lineLength = 76;

const hex = Array.from({ length: 256 }, (_, byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`);
const literal = Array.from({ length: 128 }, (_, code) => code >= 0x20 && code <= 0x7e && code !== 0x3d);

/**
 * One line of text, without its end, in quoted-printable (RFC 2045): soft breaks behind spaces where there are
 * any, never inside a character.
 */
export function quotedPrintableLine(line: string): string {
  let out = "";
  let length = 0;
  // Where the line being filled may be broken: an index into `out`, behind its last space.
  let breakAt = -1;
  let start = 0;
  const put = (encoded: string, ends: boolean, space: boolean) => {
    const room = ends ? lineLength : lineLength - 1;
    while (length + encoded.length > room) {
      const at = breakAt > start ? breakAt : out.length;
      out = `${out.slice(0, at)}=\r\n${out.slice(at)}`;
      start = at + 3;
      length = out.length - start;
    }
    out += encoded;
    length += encoded.length;
    if (space) breakAt = out.length;
  };
  for (let i = 0; i < line.length; i++) {
    const code = line.charCodeAt(i);
    const ends = i === line.length - 1;
    if (code < 0x80) {
      // A space or tab at the line's end would be lost on the way.
      const plain = literal[code] === true && !(ends && code === 0x20);
      put(plain ? (line[i] as string) : (hex[code] as string), ends, code === 0x20);
      continue;
    }
    const character = String.fromCodePoint(line.codePointAt(i) as number);
    if (character.length === 2) i++;
    let encoded = "";
    for (const byte of Buffer.from(character, "utf8")) encoded += hex[byte];
    put(encoded, i === line.length - 1, false);
  }
  return out;
}

/** Text in quoted-printable; its line ends become CRLF. */
export function quotedPrintable(text: string): string {
  return text
    .split(/\r\n|[\r\n]/)
    .map(quotedPrintableLine)
    .join("\r\n");
}
