import { PDFArray, PDFDict, PDFName, PDFNumber, type PDFObject, PDFStream } from "pdf-lib";
import { decodedStream } from "./decoded-stream.ts";
import { Refused, refuse } from "./refused.ts";

const name = (key: string) => PDFName.of(key);

const deepest = 12;
const mostContent = 8_000_000;

/** Looks for what a letterhead must not have, and for what an archive does not take. */
export class PageCheck {
  archival = true;
  readonly #seen = new Set<PDFObject>();
  #depth = 0;

  content(bytes: Uint8Array): void {
    if (bytes.length > mostContent) refuse("it is too complex");
    // Strings are gone before words are looked at; in a page without text only a marked-content list has any.
    const words = Buffer.from(bytes)
      .toString("latin1")
      .replace(/%[^\r\n]*/g, " ")
      .replace(/\((?:\\[\s\S]|[^\\()])*\)/g, " ")
      .split(/[\s[\]<>/]+/);
    for (const word of words) {
      if (word === "BT") refuse("it has text: have the program turn it into outlines");
      if (word === "BI") refuse("it has an inline picture");
      if (word === "sh") refuse("it has a shading");
      if (word === "k" || word === "K") this.archival = false;
    }
  }

  group(group: PDFDict): void {
    // A transparency group that blends nothing is harmless in print; an archive wants its colour space told.
    if (group.has(name("S"))) this.archival = false;
  }

  resources(resources: PDFDict): void {
    if (++this.#depth > deepest) refuse("it is too complex");
    const each = (key: string, look: (value: PDFObject) => void) => {
      const found = resources.lookupMaybe(name(key), PDFDict);
      for (const value of found?.values() ?? []) look(resources.context.lookup(value) ?? value);
    };
    each("ColorSpace", (space) => this.#space(space));
    each("ExtGState", (state) => this.#state(state));
    each("Pattern", () => {
      refuse("it has a pattern");
    });
    each("Properties", (value) => {
      if (value instanceof PDFDict && String(value.get(name("Type"))) === "/OCG") refuse("it has layers");
    });
    each("XObject", (value) => this.#xObject(value));
    this.#depth--;
  }

  #space(space: PDFObject | undefined): void {
    const plain = new Set(["/DeviceRGB", "/DeviceGray", "/CalRGB", "/CalGray"]);
    const [first, second] =
      space instanceof PDFArray ? [String(space.get(0)), space.lookup(1)] : [String(space), undefined];
    if (plain.has(first)) return;
    if (first === "/Indexed") this.#space(second);
    else if (first !== "/ICCBased" || !(second instanceof PDFStream) || components(second) === 4)
      this.archival = false;
  }

  #state(state: PDFObject): void {
    if (!(state instanceof PDFDict)) return;
    if (state.has(name("Font"))) refuse("it has text: have the program turn it into outlines");
    const number = (key: string) => {
      const value = state.lookup(name(key));
      return value instanceof PDFNumber ? value.asNumber() : 1;
    };
    const mask = state.lookup(name("SMask"));
    const blend = state.lookup(name("BM"));
    const masked = mask !== undefined && String(mask) !== "/None";
    const blended = blend !== undefined && !["/Normal", "/Compatible"].includes(String(blend));
    if (number("ca") < 1 || number("CA") < 1 || masked || blended) this.archival = false;
  }

  #xObject(value: PDFObject): void {
    if (!(value instanceof PDFStream)) throw new Refused("it is no sound PDF");
    if (this.#seen.has(value)) return;
    this.#seen.add(value);
    const { dict } = value;
    if (dict.has(name("OC"))) refuse("it has layers");
    if (String(dict.get(name("Subtype"))) === "/Image") {
      if (dict.has(name("SMask")) || dict.has(name("Alternates")) || dict.has(name("OPI")))
        this.archival = false;
      if (dict.has(name("ColorSpace"))) this.#space(dict.lookup(name("ColorSpace")));
      if (String(dict.get(name("Filter"))).includes("JPX")) this.archival = false;
      return;
    }
    if (dict.has(name("Group"))) this.group(dict.lookup(name("Group"), PDFDict));
    this.content(decodedStream(value));
    const own = dict.lookupMaybe(name("Resources"), PDFDict);
    if (own !== undefined) this.resources(own);
  }
}

function components(profile: PDFStream): number {
  const count = profile.dict.lookup(name("N"));
  return count instanceof PDFNumber ? count.asNumber() : 0;
}
