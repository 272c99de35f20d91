import type { ImageObject } from "./image-object.ts";
import type { PageForm } from "./page-form.ts";
import { pdfNumber } from "./pdf-text.ts";

/** A drawing of paths in one coordinate system: y downwards, from 0,0 to width and height. */
export type VectorDrawing = {
  readonly kind: "vector";
  readonly width: number;
  readonly height: number;
  /** Path operators with their colours; nothing else. */
  readonly operators: string;
};

/** A picture of any kind. Width and height in its own units. */
export type Graphic =
  | { readonly kind: "image"; readonly width: number; readonly height: number; readonly image: ImageObject }
  | VectorDrawing
  | { readonly kind: "page"; readonly width: number; readonly height: number; readonly page: PageForm };

/** What a graphic needs at hand in the file. */
export function neededBy(graphic: Graphic): {
  readonly images: readonly ImageObject[];
  readonly pages: readonly PageForm[];
} {
  return {
    images: graphic.kind === "image" ? [graphic.image] : [],
    pages: graphic.kind === "page" ? [graphic.page] : [],
  };
}

/** Operators that draw the graphic into a box, whose lower left corner and size are points from the page's lower left corner. */
export function graphicOperators(
  graphic: Graphic,
  at: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): string {
  const { x, y, width, height } = at;
  const place = `${pdfNumber(x)} ${pdfNumber(y)}`;
  switch (graphic.kind) {
    case "image":
      return `q ${pdfNumber(width)} 0 0 ${pdfNumber(height)} ${place} cm/${graphic.image.name} Do Q\n`;
    case "page":
      return `q ${scaled(width / graphic.width)} 0 0 ${scaled(height / graphic.height)} ${place} cm/${graphic.page.name} Do Q\n`;
    case "vector": {
      // Its y runs downwards: it hangs from its upper edge.
      const matrix = `${scaled(width / graphic.width)} 0 0 ${scaled(-height / graphic.height)}`;
      return `q ${matrix} ${pdfNumber(x)} ${pdfNumber(y + height)} cm\n${graphic.operators}Q\n`;
    }
  }
}

/** A factor, finer than lengths are written. */
function scaled(factor: number): string {
  return String(Number(factor.toFixed(6)));
}
