import { Unreadable } from "./fault.ts";
import { type Font, readFont } from "./font.ts";
import { type GraphicsState, identity, type Matrix, samePrint } from "./graphics-state.ts";
import type { Mark, TextRun } from "./page-text.ts";
import type { PdfFile } from "./pdf-file.ts";
import { as, asArray, asNumber, type PdfDict, type PdfStream, type PdfValue } from "./pdf-value.ts";

/** A form draws content of its own; an image is a mark. `key` is the form's object number. */
export type XObject =
  | { readonly kind: "image" }
  | {
      readonly kind: "form";
      readonly key: number;
      readonly stream: PdfStream;
      readonly matrix: Matrix;
      readonly resources: PdfDict | undefined;
    };

/** What decides what a content stream does: its object, the id of its resources, and the state it begins in. */
export type ContentStart = {
  readonly object: number;
  readonly resources: number;
  readonly state: GraphicsState;
};

/** What a content stream did: what it painted and the state it left. */
export type ContentEffect = {
  readonly runs: readonly TextRun[];
  readonly marks: readonly Mark[];
  readonly blankGlyphs: number;
  readonly endState: GraphicsState;
};

/** What the names in content stand for. */
export type ResourceSet = {
  readonly id: number;
  readonly dict: PdfDict;
  readonly fonts: Map<string, Font>;
  readonly xobjects: Map<string, XObject>;
};

// A print stream has a handful of fonts; a full two-byte font takes about 1 MB here.
const fontsKept = 32;
// 25,000 letters needed 77 shared pages; a stream may hold several variants. Twice as many are kept at most.
const effectsKept = 1_024;

type Known = ContentStart & { readonly effect: ContentEffect };

/** Effects by how their content began. An object begins in few ways, which are looked through. */
class Effects {
  readonly #ofObject = new Map<number, Known[]>();
  size = 0;

  get({ object, resources, state }: ContentStart): ContentEffect | undefined {
    for (const known of this.#ofObject.get(object) ?? none)
      if (known.resources === resources && samePrint(known.state, state)) return known.effect;
    return undefined;
  }

  set(start: ContentStart, effect: ContentEffect): void {
    const known = { ...start, effect };
    const others = this.#ofObject.get(start.object);
    if (others === undefined) this.#ofObject.set(start.object, [known]);
    else others.push(known);
    this.size += 1;
  }
}

const none: readonly Known[] = [];

/** What many pages share, read once and kept within bounds: fonts, forms, effects of shared content. */
export class Library {
  readonly #file: PdfFile;
  readonly #sets = new WeakMap<PdfDict, ResourceSet>();
  readonly #fonts = new Map<number, Font>();
  /** Every font that was needed, by its object, even if it is not kept. */
  readonly #fontValues = new Map<number, PdfValue>();
  /** Effects used of late, and those used before them: what is used again comes over, the others are forgotten. */
  #effects = new Effects();
  #olderEffects = new Effects();
  readonly #seen: Uint8Array;
  #ids = 0;

  constructor(file: PdfFile) {
    this.#file = file;
    this.#seen = new Uint8Array((file.objectCount >> 3) + 1);
  }

  resources(dict: PdfDict): ResourceSet {
    const known = this.#sets.get(dict);
    if (known !== undefined) return known;
    const set: ResourceSet = { id: ++this.#ids, dict, fonts: new Map(), xobjects: new Map() };
    this.#sets.set(dict, set);
    return set;
  }

  font(set: ResourceSet, name: string): Font {
    const known = set.fonts.get(name);
    if (known !== undefined) return known;
    const value = this.#entry(set, "Font", name);
    if (value === undefined) throw new Unreadable("readback/font-missing", undefined, { font: name });
    const number = as("ref", value)?.number;
    const font = (number === undefined ? undefined : this.#fonts.get(number)) ?? this.#readFont(value);
    if (number !== undefined) keep(this.#fonts, number, font, fontsKept);
    // Of fonts without an object of their own each has an id of its own; negative, they meet no object.
    this.#fontValues.set(number ?? -font.id, value);
    set.fonts.set(name, font);
    return font;
  }

  /** All fonts that text was set in so far, one after the other. */
  *fontsUsed(): Generator<Font> {
    for (const [number, value] of this.#fontValues) yield this.#fonts.get(number) ?? this.#readFont(value);
  }

  xobject(set: ResourceSet, name: string): XObject {
    const known = set.xobjects.get(name);
    if (known !== undefined) return known;
    const value = this.#entry(set, "XObject", name);
    const stream = as("stream", this.#file.resolve(value));
    if (stream === undefined)
      throw new Unreadable("readback/object-wrong-kind", undefined, { wanted: "XObject" });
    const xobject = this.#readXObject(stream, as("ref", value)?.number ?? 0);
    set.xobjects.set(name, xobject);
    return xobject;
  }

  /** What this content did before, when it began in the same state with the same resources. */
  effect(start: ContentStart): ContentEffect | undefined {
    const known = this.#effects.get(start);
    if (known !== undefined) return known;
    const older = this.#olderEffects.get(start);
    if (older !== undefined) this.#keepEffect(start, older);
    return older;
  }

  /** Keeps the effect from the second time on: what only one page uses never comes again. */
  offer(start: ContentStart, effect: () => ContentEffect): void {
    const { object } = start;
    const bit = 1 << (object & 7);
    const seen = this.#seen[object >> 3] ?? 0;
    if ((seen & bit) === 0) this.#seen[object >> 3] = seen | bit;
    else this.#keepEffect(start, effect());
  }

  #keepEffect(start: ContentStart, effect: ContentEffect): void {
    if (this.#effects.size >= effectsKept) {
      this.#olderEffects = this.#effects;
      this.#effects = new Effects();
    }
    this.#effects.set(start, effect);
  }

  #entry(set: ResourceSet, category: string, name: string): PdfValue | undefined {
    return as("dict", this.#file.resolve(set.dict.entries.get(category)))?.entries.get(name);
  }

  #readFont(value: PdfValue): Font {
    return readFont(this.#file, this.#file.dict(value, "font"), ++this.#ids);
  }

  #readXObject(stream: PdfStream, key: number): XObject {
    const { entries } = stream.dict;
    const subtype = as("name", this.#file.resolve(entries.get("Subtype")))?.name;
    if (subtype !== "Form") return { kind: "image" };
    const given = (asArray(this.#file.resolve(entries.get("Matrix"))) ?? []).map((each) =>
      asNumber(this.#file.resolve(each)),
    );
    const own = entries.get("Resources");
    const resources = own === undefined ? undefined : this.#file.shared(own, "resources");
    return { kind: "form", key, stream, matrix: matrixOf(given), resources };
  }
}

/** `identity` itself, if the matrix moves nothing. */
function matrixOf([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly (number | undefined)[]): Matrix {
  const given: Matrix = [a, b, c, d, e, f];
  return given.every((number, at) => number === identity[at]) ? identity : given;
}

function keep<K, V>(into: Map<K, V>, key: K, value: V, most: number): void {
  into.delete(key);
  for (const oldest of into.keys()) {
    if (into.size < most) break;
    into.delete(oldest);
  }
  into.set(key, value);
}
