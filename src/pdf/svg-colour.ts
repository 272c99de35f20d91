import { cssColours } from "./css-colours.ts";

/** A solid colour as `#rrggbb`, `none`, or undefined if it is neither: a gradient, a pattern, an unknown name. */
export function svgColour(given: string): string | undefined {
  const text = given.trim().toLowerCase();
  if (text === "none" || text === "transparent") return "none";
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join("")}`;
  const parts = /^rgb\(\s*(\d+%?)[\s,]+(\d+%?)[\s,]+(\d+%?)\s*\)$/.exec(text);
  if (parts === null) {
    if (text === "currentcolor") return "#000000";
    return Object.hasOwn(cssColours, text) ? cssColours[text] : undefined;
  }
  const hex = parts.slice(1).map((part) => {
    const value = part.endsWith("%") ? (Number.parseInt(part, 10) * 255) / 100 : Number(part);
    return Math.min(255, Math.round(value)).toString(16).padStart(2, "0");
  });
  return `#${hex.join("")}`;
}
