import type { Face } from "./face.ts";
import { pdfNumber } from "./pdf-text.ts";

/**
 * The word as filled outlines, not text: seen, but not read out, searched or extracted.
 * Path operators in points, the baseline starting at 0,0; fill with `f` is included.
 */
export function outlined(
  face: Face,
  word: string,
  size: number,
): { readonly operators: string; readonly width: number } {
  const { glyphs, positions } = face.font.layout(word);
  const scale = size / 1000;
  let pen = 0;
  let operators = "";
  glyphs.forEach((glyph, index) => {
    let lastX = 0;
    let lastY = 0;
    const point = (x: number, y: number) => `${pdfNumber((pen + x) * scale)} ${pdfNumber(y * scale)}`;
    for (const { command, args } of glyph.path.commands) {
      const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = args;
      if (command === "moveTo") operators += `${point(a, b)} m\n`;
      else if (command === "lineTo") operators += `${point(a, b)} l\n`;
      else if (command === "bezierCurveTo") operators += `${point(a, b)} ${point(c, d)} ${point(e, f)} c\n`;
      else if (command === "quadraticCurveTo") {
        // PDF knows cubic curves only: the control points lie two thirds of the way.
        const first = point(lastX + (2 / 3) * (a - lastX), lastY + (2 / 3) * (b - lastY));
        operators += `${first} ${point(c + (2 / 3) * (a - c), d + (2 / 3) * (b - d))} ${point(c, d)} c\n`;
      } else operators += "h\n";
      if (args.length >= 2) [lastX, lastY] = args.slice(-2) as [number, number];
    }
    pen += positions[index]?.xAdvance ?? 0;
  });
  return { operators: `${operators}f\n`, width: pen * scale };
}
