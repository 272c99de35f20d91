import type { PdfFile } from "./pdf-file.ts";
import { as, asArray, type PdfDict } from "./pdf-value.ts";

const accents: Readonly<Record<string, string>> = {
  grave: "\u0300",
  acute: "\u0301",
  circumflex: "\u0302",
  tilde: "\u0303",
  macron: "\u0304",
  breve: "\u0306",
  dotaccent: "\u0307",
  dieresis: "\u0308",
  ring: "\u030A",
  hungarumlaut: "\u030B",
  caron: "\u030C",
  cedilla: "\u0327",
  ogonek: "\u0328",
};

// The Adobe Glyph List's names of ASCII characters and of the punctuation that letters use.
const named: Readonly<Record<string, string>> = {
  space: " ",
  exclam: "!",
  quotedbl: '"',
  numbersign: "#",
  dollar: "$",
  percent: "%",
  ampersand: "&",
  quotesingle: "'",
  parenleft: "(",
  parenright: ")",
  asterisk: "*",
  plus: "+",
  comma: ",",
  hyphen: "-",
  period: ".",
  slash: "/",
  zero: "0",
  one: "1",
  two: "2",
  three: "3",
  four: "4",
  five: "5",
  six: "6",
  seven: "7",
  eight: "8",
  nine: "9",
  colon: ":",
  semicolon: ";",
  less: "<",
  equal: "=",
  greater: ">",
  question: "?",
  at: "@",
  bracketleft: "[",
  backslash: "\\",
  bracketright: "]",
  asciicircum: "^",
  underscore: "_",
  grave: "`",
  braceleft: "{",
  bar: "|",
  braceright: "}",
  asciitilde: "~",
  quoteleft: "‘",
  quoteright: "’",
  quotedblleft: "“",
  quotedblright: "”",
  endash: "–",
  emdash: "—",
  bullet: "•",
  ellipsis: "…",
  section: "§",
  paragraph: "¶",
  copyright: "©",
  registered: "®",
  trademark: "™",
  degree: "°",
  fi: "fi",
  fl: "fl",
  ff: "ff",
  ffi: "ffi",
  ffl: "ffl",
  germandbls: "ß",
  ae: "æ",
  AE: "Æ",
  oe: "œ",
  OE: "Œ",
  oslash: "ø",
  Oslash: "Ø",
  dotlessi: "ı",
  lslash: "ł",
  Lslash: "Ł",
  eth: "ð",
  Eth: "Ð",
  thorn: "þ",
  Thorn: "Þ",
  exclamdown: "¡",
  questiondown: "¿",
};

/** What a glyph's name says; undefined where it says nothing. */
function textOfGlyphName(name: string): string | undefined {
  const known = named[name];
  if (known !== undefined) return known;
  if (/^[A-Za-z]$/.test(name)) return name;
  const code = /^(?:uni([0-9A-F]{4})|u([0-9A-F]{4,6}))$/.exec(name);
  const point = code === null ? Number.NaN : Number.parseInt(code[1] ?? code[2] ?? "", 16);
  if (point <= 0x10ffff) return String.fromCodePoint(point);
  const accented = /^([A-Za-z])([a-z]+)$/.exec(name);
  const accent = accents[accented?.[2] ?? ""];
  return accent === undefined ? undefined : `${accented?.[1]}${accent}`.normalize("NFC");
}

function decoded(label: string): (string | undefined)[] {
  const decoder = new TextDecoder(label);
  return Array.from({ length: 256 }, (_, code) =>
    code < 32 ? undefined : decoder.decode(Uint8Array.of(code)),
  );
}

function standard(): (string | undefined)[] {
  // StandardEncoding is ASCII but for two quotes (ISO 32000-1, annex D.2); its upper half is left to names.
  return Array.from({ length: 256 }, (_, code) => {
    if (code < 32 || code > 126) return undefined;
    return code === 0x27 ? "’" : code === 0x60 ? "‘" : String.fromCharCode(code);
  });
}

/** Text by code for a simple font, by its Encoding entry: WinAnsi, MacRoman or standard, and differences. */
export function simpleEncoding(file: PdfFile, font: PdfDict): readonly (string | undefined)[] {
  const encoding = file.resolve(font.entries.get("Encoding"));
  const dict = as("dict", encoding);
  const base = as("name", encoding) ?? as("name", file.resolve(dict?.entries.get("BaseEncoding")));
  const texts =
    base?.name === "WinAnsiEncoding"
      ? decoded("windows-1252")
      : base?.name === "MacRomanEncoding"
        ? decoded("macintosh")
        : standard();
  let code = 0;
  for (const value of asArray(file.resolve(dict?.entries.get("Differences"))) ?? []) {
    const item = file.resolve(value);
    if (typeof item === "number") code = item;
    else if (code >= 0 && code < 256) texts[code++] = textOfGlyphName(as("name", item)?.name ?? "");
  }
  return texts;
}
