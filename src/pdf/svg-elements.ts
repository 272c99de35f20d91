/** An element of an SVG file: its name, what it says of itself, what it holds. */
export type SvgElement = {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: SvgElement[];
  text: string;
};

const deepest = 64;
const mostElements = 20_000;

const entities: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal);
    if (name !== undefined) return entities[name] ?? whole;
    return code <= 0x10ffff ? String.fromCodePoint(code) : "";
  });
}

/**
 * Reads the elements of an SVG file (XML 1.0, as far as pictures use it). Undefined if it is not well formed, or
 * has a document type with declarations: those can make a short file endless.
 */
export function svgElements(text: string): SvgElement | undefined {
  const token =
    /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>[]*>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;
  const open: SvgElement[] = [];
  let root: SvgElement | undefined;
  let count = 0;
  for (;;) {
    if (token.lastIndex >= text.length) return open.length === 0 ? root : undefined;
    const found = token.exec(text);
    if (found === null) return undefined;
    const [, data, end, start, attributeText = "", closed, characters] = found;
    const inside = open.at(-1);
    if (end !== undefined) {
      if (open.pop()?.name !== localName(end)) return undefined;
    } else if (start !== undefined) {
      if (++count > mostElements || open.length >= deepest) return undefined;
      const attributes = new Map<string, string>();
      for (const [, name = "", value = ""] of attributeText.matchAll(/([\w:.-]+)\s*=\s*("[^"]*"|'[^']*')/g))
        attributes.set(name, decoded(value.slice(1, -1)));
      const element: SvgElement = { name: localName(start), attributes, children: [], text: "" };
      if (inside === undefined) {
        if (root !== undefined) return undefined;
        root = element;
      } else inside.children.push(element);
      if (closed !== "/") open.push(element);
    } else if (inside !== undefined) inside.text += data ?? decoded(characters ?? "");
    else if ((data ?? characters ?? "").trim() !== "" && !found[0].startsWith("<")) return undefined;
  }
}

/** `svg:path` is a path; names of other vocabularies keep their prefix, so that they are not taken for SVG's. */
function localName(name: string): string {
  return name.startsWith("svg:") ? name.slice(4) : name;
}
