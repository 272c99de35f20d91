/** A number as PDF writes it: two decimals at most (1/7200 inch), no exponent. */
export function pdfNumber(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Object.is(rounded, -0) ? "0" : String(rounded);
}

/** A text string for the document's own dictionaries: UTF-16BE with its mark, in hex (ISO 32000-1 7.9.2.2). */
export function pdfTextString(text: string): string {
  let hex = "FEFF";
  for (let i = 0; i < text.length; i++) hex += utf16(text.charCodeAt(i));
  return `<${hex}>`;
}

/** UTF-16BE in hex, as ToUnicode maps write it. */
export function utf16Hex(text: string): string {
  let hex = "";
  for (let i = 0; i < text.length; i++) hex += utf16(text.charCodeAt(i));
  return hex;
}

const utf16 = (unit: number) => unit.toString(16).toUpperCase().padStart(4, "0");

/** `#rrggbb` as an RGB fill colour operator; black is `0 g`. */
export function fillColour(colour: string): string {
  const parts = [1, 3, 5].map((at) => pdfNumber(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return parts.every((part) => part === "0") ? "0 g" : `${parts.join(" ")} rg`;
}
