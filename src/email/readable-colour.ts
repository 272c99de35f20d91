// WCAG 2.2, success criterion 1.4.3: text has a contrast of at least 4.5 to 1.
const leastContrast = 4.5;
const nearBlack = "#1a1a1a";

/** The colour (`#rrggbb`) if text in it can be read on white, else nearly black. */
export function readableOnWhite(colour: string): string {
  return 1.05 / (luminance(colour) + 0.05) >= leastContrast ? colour : nearBlack;
}

// WCAG 2.2, “relative luminance”, for sRGB.
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}
