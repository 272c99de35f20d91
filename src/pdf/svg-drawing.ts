import type { VectorDrawing } from "./graphic.ts";
import { pdfNumber } from "./pdf-text.ts";
import { Refused, refuse } from "./refused.ts";
import { svgColour } from "./svg-colour.ts";
import { type SvgElement, svgElements } from "./svg-elements.ts";
import { type SvgMatrix, svgPath } from "./svg-path.ts";
import { svgTransform, within } from "./svg-transform.ts";

/** What of an SVG file is not drawn, so that the file is refused: never something else than it shows. */
export type SvgFault = { readonly kind: "fault"; readonly what: string };

type Style = {
  readonly fill: string;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly evenOdd: boolean;
};

// The longer side in units of the drawing, whatever the file's: lengths keep two decimals.
const longerSide = 1000;

/**
 * Reads an SVG picture of solid shapes: paths, rectangles, circles, ellipses, lines, polygons, groups,
 * transforms, fills and strokes in one colour. Everything that would be drawn otherwise than it looks is
 * refused and named: text, pictures, scripts, references, gradients, transparency, clipping.
 */
export function readSvg(bytes: Uint8Array): VectorDrawing | SvgFault {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return drawingOf(
      svgElements(text.replace(/^\ufeff/, "").trim()) ?? refuse("a file that is not well formed"),
    );
  } catch (error) {
    if (error instanceof Refused) return { kind: "fault", what: error.message };
    if (error instanceof TypeError) return { kind: "fault", what: "a file that is not UTF-8" };
    throw error;
  }
}

function drawingOf(root: SvgElement): VectorDrawing {
  if (root.name !== "svg") return refuse("a file without <svg>");
  const box = root.attributes
    .get("viewBox")
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const side = (name: string) => Number.parseFloat(root.attributes.get(name) ?? "");
  const [left = 0, top = 0, width = 0, height = 0] = box ?? [0, 0, side("width"), side("height")];
  if (![left, top, width, height].every(Number.isFinite) || !(width > 0 && height > 0))
    return refuse("an <svg> without viewBox");
  const scale = longerSide / Math.max(width, height);
  const rules = new Map<string, string>();
  readRules(root, rules);
  const style: Style = { fill: "#000000", stroke: "none", strokeWidth: 1, evenOdd: false };
  const operators = drawn(root, [scale, 0, 0, scale, -left * scale, -top * scale], style, rules);
  if (operators === "") return refuse("a file that draws nothing");
  if (reachesOutside(operators, width * scale, height * scale))
    return refuse("shapes that reach outside of its viewBox");
  // What lies outside of the view box is not shown.
  const clip = `0 0 ${pdfNumber(width * scale)} ${pdfNumber(height * scale)} re W n\n`;
  return { kind: "vector", width: width * scale, height: height * scale, operators: clip + operators };
}

/** Whether points of curves lie outside by more than a twentieth of the longer side: hidden ink that a window check would see. */
function reachesOutside(operators: string, width: number, height: number): boolean {
  const slack = longerSide / 20;
  for (const [, numbers = ""] of operators.matchAll(/^(.+) [mlc]$/gm)) {
    const points = numbers.split(" ").map(Number);
    for (let at = 0; at + 1 < points.length; at += 2) {
      const [x = 0, y = 0] = [points[at], points[at + 1]];
      // Asked so that what is no number lies outside.
      if (!(x >= -slack && y >= -slack && x <= width + slack && y <= height + slack)) return true;
    }
  }
  return false;
}

/** Rules of style sheets, as drawing programs write them: `.a,.b{fill:#123456}`. */
function readRules(element: SvgElement, rules: Map<string, string>): void {
  if (element.name === "style")
    for (const [, selectors = "", declarations = ""] of element.text
      .replace(/\/\*[\s\S]*?\*\//g, "")
      .matchAll(/([^{}]+)\{([^{}]*)\}/g))
      for (const selector of selectors.split(",").map((part) => part.trim())) {
        if (!/^\.[\w-]+$/.test(selector)) refuse(`the style rule “${selector.slice(0, 40)}”`);
        rules.set(selector.slice(1), `${rules.get(selector.slice(1)) ?? ""};${declarations}`);
      }
  for (const child of element.children) readRules(child, rules);
}

const shown = new Set(["svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon"]);
const silent = new Set(["title", "desc", "metadata", "style"]);
// What an element may be told that changes nothing of how a solid shape is drawn here.
const harmless =
  /^(?:id|class|style|transform|version|viewBox|width|height|x|y|x1|x2|y1|y2|rx|ry|cx|cy|r|d|points|fill|fill-rule|clip-rule|stroke|stroke-width|role|lang|xml:space|xml:lang|xmlns(?::[\w-]+)?|data-.*|aria-.*|preserveAspectRatio|enable-background|baseProfile|color|shape-rendering|(?:inkscape|sodipodi|sketch|serif|bx|i|x):.*)$/;
const plainValues: Readonly<Record<string, RegExp>> = {
  opacity: /^(?:1(?:\.0*)?|100%)$/,
  "fill-opacity": /^(?:1(?:\.0*)?|100%)$/,
  "stroke-opacity": /^(?:1(?:\.0*)?|100%)$/,
  "stroke-linecap": /^butt$/,
  "stroke-linejoin": /^miter$/,
  "stroke-miterlimit": /^(?:4|10)(?:\.0*)?$/,
  "stroke-dasharray": /^none$/,
  "stroke-dashoffset": /^0(?:px)?$/,
  display: /^(?:inline|block)$/,
  visibility: /^visible$/,
  overflow: /^(?:visible|hidden)$/,
  isolation: /^(?:auto|isolate)$/,
  "mix-blend-mode": /^normal$/,
  "paint-order": /^normal$/,
  "vector-effect": /^none$/,
  "clip-path": /^none$/,
  mask: /^none$/,
  filter: /^none$/,
};
const ownProperties = new Set(["fill", "fill-rule", "clip-rule", "stroke", "stroke-width"]);

/** What the element says of its look, its attributes first, then its classes, then its own style. */
function propertiesOf(element: SvgElement, rules: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const properties = new Map<string, string>();
  for (const [name, value] of element.attributes) {
    if (/^on/i.test(name)) refuse("a script");
    if (/(?:^|:)href$/.test(name)) refuse("a reference to something else");
    if (name in plainValues || ownProperties.has(name)) properties.set(name, value.trim());
    else if (!harmless.test(name)) refuse(`the attribute ${name}`);
  }
  const classes = (element.attributes.get("class") ?? "").split(/\s+/).filter((name) => name !== "");
  for (const text of [...classes.map((name) => rules.get(name) ?? ""), element.attributes.get("style") ?? ""])
    for (const declaration of text.split(";")) {
      const at = declaration.indexOf(":");
      const name = declaration.slice(0, Math.max(0, at)).trim();
      if (name === "") continue;
      if (!(name in plainValues) && !ownProperties.has(name) && !name.startsWith("-"))
        refuse(`the style property ${name}`);
      properties.set(name, declaration.slice(at + 1).trim());
    }
  for (const [name, value] of properties)
    if (name in plainValues && !plainValues[name]?.test(value)) refuse(`${name}: ${value.slice(0, 40)}`);
  return properties;
}

function styled(style: Style, properties: ReadonlyMap<string, string>): Style {
  const colour = (name: string, inherited: string) => {
    const given = properties.get(name);
    if (given === undefined || given === "inherit") return inherited;
    return svgColour(given) ?? refuse(`${name}: ${given.slice(0, 40)}`);
  };
  const width = Number.parseFloat(properties.get("stroke-width") ?? String(style.strokeWidth));
  if (!(width >= 0)) refuse("a stroke-width that is no number");
  return {
    fill: colour("fill", style.fill),
    stroke: colour("stroke", style.stroke),
    strokeWidth: width,
    evenOdd: (properties.get("fill-rule") ?? (style.evenOdd ? "evenodd" : "")) === "evenodd",
  };
}

function drawn(
  element: SvgElement,
  matrix: SvgMatrix,
  inherited: Style,
  rules: ReadonlyMap<string, string>,
): string {
  if (silent.has(element.name) || element.name.includes(":")) return "";
  if (element.name === "defs" && element.children.every(({ name }) => silent.has(name))) return "";
  if (element.name === "text") return refuse("text: have the program turn it into paths");
  if (!shown.has(element.name)) return refuse(`<${element.name.slice(0, 40)}>`);
  const style = styled(inherited, propertiesOf(element, rules));
  const own = svgTransform(element.attributes.get("transform") ?? "");
  const here = within(matrix, own ?? refuse("a transform that is malformed"));
  if (element.name === "svg" || element.name === "g")
    return element.children
      .map((child) =>
        child.name === "svg" ? refuse("<svg> within <svg>") : drawn(child, here, style, rules),
      )
      .join("");
  const data = pathOf(element);
  const path = data === "" ? "" : (svgPath(data, here) ?? refuse("path data that is malformed"));
  if (path === "") return "";
  const [a, b, c, d] = here;
  const width = style.strokeWidth * Math.sqrt(Math.abs(a * d - b * c));
  const strokes = style.stroke !== "none" && width > 0;
  if (strokes && width > longerSide) refuse("a stroke wider than the picture");
  const fills = style.fill !== "none" && element.name !== "line";
  if (!strokes && !fills) return "";
  const rule = style.evenOdd ? "*" : "";
  const paint = fills ? (strokes ? `B${rule}` : `f${rule}`) : "S";
  return (
    (fills ? `${rgb(style.fill)} rg\n` : "") +
    (strokes ? `${rgb(style.stroke)} RG ${pdfNumber(width)} w\n` : "") +
    `${path}${paint}\n`
  );
}

function rgb(colour: string): string {
  return [1, 3, 5].map((at) => pdfNumber(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(" ");
}

/** A shape as path data (SVG 2, 10). */
function pathOf({ name, attributes }: SvgElement): string {
  const given = (key: string): number | undefined => {
    const text = attributes.get(key);
    if (text === undefined) return undefined;
    if (!/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?(?:px)?\s*$/i.test(text))
      return refuse(`${key}="${text.slice(0, 40)}"`);
    return Number.parseFloat(text);
  };
  const of = (key: string) => given(key) ?? 0;
  switch (name) {
    case "path":
      return attributes.get("d") ?? "";
    case "line":
      return `M${of("x1")} ${of("y1")}L${of("x2")} ${of("y2")}`;
    case "polyline":
    case "polygon": {
      const points = (attributes.get("points") ?? "").trim();
      return points === "" ? "" : `M${points}${name === "polygon" ? "Z" : ""}`;
    }
    case "circle":
      return ellipse(of("cx"), of("cy"), of("r"), of("r"));
    case "ellipse":
      return ellipse(of("cx"), of("cy"), of("rx"), of("ry"));
    default: {
      const [x, y, width, height] = [of("x"), of("y"), of("width"), of("height")];
      if (!(width > 0 && height > 0)) return "";
      const rx = Math.min(given("rx") ?? given("ry") ?? 0, width / 2);
      const ry = Math.min(given("ry") ?? given("rx") ?? 0, height / 2);
      if (rx <= 0 || ry <= 0) return `M${x} ${y}h${width}v${height}h${-width}Z`;
      const corner = (dx: number, dy: number) => `a${rx} ${ry} 0 0 1 ${dx} ${dy}`;
      return `M${x + rx} ${y}h${width - 2 * rx}${corner(rx, ry)}v${height - 2 * ry}${corner(-rx, ry)}h${2 * rx - width}${corner(-rx, -ry)}v${2 * ry - height}${corner(rx, -ry)}Z`;
    }
  }
}

function ellipse(cx: number, cy: number, rx: number, ry: number): string {
  if (!(rx > 0 && ry > 0)) return "";
  const half = (to: number) => `A${rx} ${ry} 0 0 1 ${to} ${cy}`;
  return `M${cx - rx} ${cy}${half(cx + rx)}${half(cx - rx)}Z`;
}
