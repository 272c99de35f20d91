// The colours of CSS Color 4, 6.1, that drawing programs write by name.
const names: Readonly<Record<string, string>> = {
  black: "#000000",
  silver: "#c0c0c0",
  gray: "#808080",
  grey: "#808080",
  white: "#ffffff",
  maroon: "#800000",
  red: "#ff0000",
  purple: "#800080",
  fuchsia: "#ff00ff",
  green: "#008000",
  lime: "#00ff00",
  olive: "#808000",
  yellow: "#ffff00",
  navy: "#000080",
  blue: "#0000ff",
  teal: "#008080",
  aqua: "#00ffff",
  orange: "#ffa500",
  currentcolor: "#000000",
};

/** A solid colour as `#rrggbb`, `none`, or undefined if it is neither: a gradient, a pattern, an unknown name. */
export function svgColour(given: string): string | undefined {
  const text = given.trim().toLowerCase();
  if (text === "none" || text === "transparent") return "none";
  if (/^#[0-9a-f]{6}$/.test(text)) return text;
  if (/^#[0-9a-f]{3}$/.test(text)) return `#${[...text.slice(1)].map((digit) => digit + digit).join("")}`;
  const parts = /^rgb\(\s*(\d+%?)[\s,]+(\d+%?)[\s,]+(\d+%?)\s*\)$/.exec(text);
  if (parts === null) return names[text];
  const hex = parts.slice(1).map((part) => {
    const value = part.endsWith("%") ? (Number.parseInt(part, 10) * 255) / 100 : Number(part);
    return Math.min(255, Math.round(value)).toString(16).padStart(2, "0");
  });
  return `#${hex.join("")}`;
}
