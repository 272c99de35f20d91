import { type Cursor, classOf, malformed, white } from "./cursor.ts";

const hexOf = new Int8Array(256).fill(-1);
for (let digit = 0; digit < 16; digit++) {
  hexOf[digit.toString(16).charCodeAt(0)] = digit;
  hexOf[digit.toString(16).toUpperCase().charCodeAt(0)] = digit;
}

/** The hexadecimal string that begins here (ISO 32000-1, 7.3.4.3). */
export function hexStringAt(c: Cursor): Uint8Array {
  const { bytes } = c;
  c.at++;
  const close = bytes.indexOf(0x3e, c.at);
  if (close < 0 || close >= c.end) throw malformed(c, "readback/ends-early");
  const out = new Uint8Array((close - c.at + 1) >> 1);
  let digits = 0;
  for (; c.at < close; c.at++) {
    const digit = hexOf[bytes[c.at] as number] as number;
    if (digit >= 0) {
      out[digits >> 1] = (out[digits >> 1] as number) | (digits % 2 === 0 ? digit << 4 : digit);
      digits++;
    } else if (classOf[bytes[c.at] as number] !== white) throw malformed(c, "readback/object-malformed");
  }
  c.at++;
  const used = (digits + 1) >> 1;
  return used === out.length ? out : out.subarray(0, used);
}

/** The literal string that begins here (ISO 32000-1, 7.3.4.2); without escapes it is no copy. */
export function literalStringAt(c: Cursor): Uint8Array {
  const { bytes } = c;
  const start = ++c.at;
  for (let at = start; at < c.end; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x29) {
      c.at = at + 1;
      return bytes.subarray(start, at);
    }
    if (byte === 0x5c || byte === 0x28 || byte === 13) return escapedAt(c, start, at);
  }
  throw malformed(c, "readback/ends-early");
}

const escapes: Readonly<Record<number, number>> = { 110: 10, 114: 13, 116: 9, 98: 8, 102: 12 };

function escapedAt(c: Cursor, start: number, firstSpecial: number): Uint8Array {
  const { bytes } = c;
  const out: number[] = [...bytes.subarray(start, firstSpecial)];
  let open = 0;
  for (let at = firstSpecial; at < c.end; at++) {
    let byte = bytes[at] as number;
    if (byte === 0x5c) {
      byte = bytes[++at] ?? 0;
      if (byte >= 0x30 && byte <= 0x37) {
        let code = byte - 0x30;
        for (let more = 0; more < 2; more++) {
          const digit = bytes[at + 1] ?? 0;
          if (digit < 0x30 || digit > 0x37) break;
          code = code * 8 + digit - 0x30;
          at++;
        }
        out.push(code & 0xff);
      } else if (byte === 13) {
        if (bytes[at + 1] === 10) at++;
      } else if (byte !== 10) out.push(escapes[byte] ?? byte);
      continue;
    }
    if (byte === 0x28) open++;
    else if (byte === 0x29 && open-- === 0) {
      c.at = at + 1;
      return Uint8Array.from(out);
    } else if (byte === 13) {
      // Any end of line inside a string stands for a line feed (ISO 32000-1, 7.3.4.2).
      if (bytes[at + 1] === 10) at++;
      byte = 10;
    }
    out.push(byte);
  }
  throw malformed(c, "readback/ends-early");
}
