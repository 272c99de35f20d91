import { type Graphic, readImage, readSvg } from "../pdf/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Area } from "./envelope.ts";
import { pageDesign as design, type PageDesign } from "./page-design.ts";
import type { Letterhead } from "./stationery.ts";

/** The letterhead's picture at its place; undefined without one. Points from the left and top edges. */
export type PlacedGraphic = {
  readonly graphic: Graphic;
  readonly area: Area;
  /** Where it has ink, if that is less than its area. */
  readonly painted?: readonly Area[];
};

/** SVG begins with a tag, a comment or a declaration, after white space and a byte order mark. */
function looksLikeSvg(bytes: Uint8Array): boolean {
  return /^\ufeff?\s*</.test(Buffer.from(bytes.subarray(0, 256)).toString("utf8"));
}

const known = new WeakMap<
  Uint8Array,
  { readonly graphic: Graphic | undefined; readonly problems: readonly Problem[] }
>();

function graphicOf(image: Uint8Array): {
  readonly graphic: Graphic | undefined;
  readonly problems: readonly Problem[];
} {
  let read = known.get(image);
  if (read === undefined) {
    read = readGraphic(image);
    known.set(image, read);
  }
  return read;
}

function readGraphic(bytes: Uint8Array): {
  readonly graphic: Graphic | undefined;
  readonly problems: readonly Problem[];
} {
  if (looksLikeSvg(bytes)) {
    const svg = readSvg(bytes);
    if (svg.kind === "vector") return { graphic: svg, problems: [] };
    return {
      graphic: undefined,
      problems: [problem("letter/letterhead-svg-unusable", {}, { what: svg.what })],
    };
  }
  const image = readImage(bytes);
  if (image === undefined)
    return { graphic: undefined, problems: [problem("letter/letterhead-unreadable", {})] };
  const { width, height } = image;
  return { graphic: { kind: "image", width, height, image }, problems: [] };
}

/**
 * Finds the place of the letterhead's picture: a page as large as the letter's lies under all of it, every
 * other picture stands at the top of the letterhead, as large as its room allows.
 */
export function placeGraphic(
  { image, page }: Letterhead,
  measures: PageDesign = design,
  from: number = design.letterhead.top,
): { readonly placed: PlacedGraphic | undefined; readonly problems: readonly Problem[] } {
  if (page?.whole === true) {
    const { form, painted } = page;
    const graphic: Graphic = { kind: "page", width: form.width, height: form.height, page: form };
    const area = { left: 0, top: 0, right: measures.width, bottom: measures.height };
    return { placed: { graphic, area, painted }, problems: [] };
  }
  const { graphic, problems } =
    page !== undefined
      ? {
          graphic: {
            kind: "page",
            width: page.form.width,
            height: page.form.height,
            page: page.form,
          } as const,
          problems: [],
        }
      : image === undefined
        ? { graphic: undefined, problems: [] }
        : graphicOf(image);
  if (graphic === undefined) return { placed: undefined, problems };
  const { left, right, imageHeight } = measures.letterhead;
  const scale = Math.min((right - left) / graphic.width, imageHeight / graphic.height);
  const area = {
    left,
    top: from,
    right: left + graphic.width * scale,
    bottom: from + graphic.height * scale,
  };
  return { placed: { graphic, area }, problems };
}
