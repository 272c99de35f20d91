import {
  canPrint,
  type Face,
  type FaceName,
  type FontFault,
  face,
  faceNames,
  fontPackage,
  missingFrom,
  openFace,
  packagedFont,
} from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";

/** A font file of the incident folder, as read. */
export type GivenFont = { readonly file: string; readonly bytes: Uint8Array };

/** A font for names and addresses that ours lack: a file, or the name of a font package (`noto-sans-sc`). */
export type FallbackFont = GivenFont | { readonly package: string };

/** The fonts that a client's letters are set in, beside ours. */
export type GivenFonts = {
  /** Of the text, by style. What is not given is not faked: a text that needs it is refused. */
  readonly text?: {
    readonly regular: GivenFont;
    readonly bold?: GivenFont;
    readonly italic?: GivenFont;
    readonly boldItalic?: GivenFont;
  };
  /** Of headings and the letterhead's name (bold), of tables and the letterhead's lines (regular). */
  readonly headings?: { readonly bold: GivenFont; readonly regular?: GivenFont };
  readonly fallback?: readonly FallbackFont[];
};

/** What each kind of text is set in: the first face; words that it lacks letters of, in the next that has them. */
export type Typefaces = {
  readonly of: (name: FaceName) => readonly Face[];
  /** What addresses are set in: mail machines read them, so ours first, whatever the client's font. */
  readonly address: readonly Face[];
  /** The fonts for other scripts, behind ours. */
  readonly others: readonly Face[];
  /** SHA-256 (hex) of each font beside ours. */
  readonly hashes: readonly string[];
};

const ours = new Map(faceNames.map((name) => [name, undefined as readonly Face[] | undefined]));

/** Our own faces and nothing else. */
export const ourTypefaces: Typefaces = {
  of: (name) => {
    let faces = ours.get(name);
    if (faces === undefined) {
      faces = [face(name)];
      ours.set(name, faces);
    }
    return faces;
  },
  get address() {
    return this.of("sans");
  },
  others: [],
  hashes: [],
};

type Role = { readonly name: FaceName; readonly font: GivenFont | undefined };

function rolesOf({ text, headings }: GivenFonts): readonly Role[] {
  return [
    { name: "serif", font: text?.regular },
    { name: "serifBold", font: text?.bold },
    { name: "serifItalic", font: text?.italic },
    { name: "serifBoldItalic", font: text?.boldItalic },
    { name: "sansBold", font: headings?.bold },
    { name: "sans", font: headings?.regular },
  ];
}

// What every letter has; a font without it is no text font.
const basicLetters = `${Array.from({ length: 0x7e - 0x20 }, (_, at) => String.fromCharCode(0x21 + at)).join("")}‘’“”`;

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at));
// Latin-1, Latin Extended-A, Vietnamese: the letters of names in Latin script.
const latinLetters = [
  ...range(0xc0, 0xff),
  ...range(0x100, 0x17f),
  "Ơ",
  "ơ",
  "Ư",
  "ư",
  ...range(0x1ea0, 0x1ef9),
].filter((letter) => letter.normalize("NFC") === letter);
let printable: string | undefined;

/** Those of them that our own faces have. Asked for only where a client brings fonts: it opens all of ours. */
function lettersOfNames(): string {
  printable ??= latinLetters.filter(canPrintOurs).join("");
  return printable;
}

function canPrintOurs(letter: string): boolean {
  return canPrint(letter).length === 0;
}

const faultWords: Readonly<Record<FontFault, string>> = {
  notAFont: "it is no font file",
  collection: "it is a collection of fonts",
  webFont: "it is a web font",
  broken: "its tables are damaged",
  noOutlines: "it has pictures instead of outlines",
  variable: "it is a variable font",
  tooManyGlyphs: "it has more than 31,700 glyphs",
  rightsUnknown: "not told",
  restricted: "restricted: it must not be embedded",
  noSubsetting: "it must be embedded whole, which letters do not",
  bitmapOnly: "only its bitmaps may be embedded",
};

function checked(font: GivenFont): {
  readonly face: Face | undefined;
  readonly problems: readonly Problem[];
} {
  const opened = openFace(font.bytes);
  const where = { file: font.file };
  if (opened.kind === "fault") {
    switch (opened.fault) {
      case "restricted":
      case "noSubsetting":
      case "bitmapOnly":
      case "rightsUnknown":
        return {
          face: undefined,
          problems: [problem("letter/font-not-allowed", where, { rights: faultWords[opened.fault] })],
        };
      default:
        return {
          face: undefined,
          problems: [problem("letter/font-unusable", where, { what: faultWords[opened.fault] })],
        };
    }
  }
  return { face: opened.face, problems: [] };
}

const known = new WeakMap<GivenFonts, Read<Typefaces>>();

/**
 * Opens a client's fonts and those for other scripts. Problems, each with the font's file: no font, not
 * allowed to be embedded, letters missing, a package that is not installed. The value can be used for a
 * proof even then: ours take the place of what cannot be used.
 */
export function readTypefaces(given: GivenFonts | undefined): Read<Typefaces> {
  if (given === undefined) return { value: ourTypefaces, problems: [] };
  let read = known.get(given);
  if (read === undefined) {
    read = openAll(given);
    known.set(given, read);
  }
  return read;
}

function openAll(given: GivenFonts): Read<Typefaces> {
  const problems: Problem[] = [];
  const own = new Map<FaceName, Face>();
  const told = new Set<string>();
  for (const { name, font } of rolesOf(given)) {
    if (font === undefined) continue;
    const again = told.has(font.file);
    told.add(font.file);
    const { face: opened, problems: found } = checked(font);
    if (!again) problems.push(...found);
    if (opened === undefined) continue;
    const where = { file: font.file };
    const basic = missingFrom(opened, basicLetters);
    if (basic.length > 0) {
      if (!again)
        problems.push(problem("letter/font-lacks-basic-letters", where, { characters: basic.join(" ") }));
      continue;
    }
    const wanted = lettersOfNames();
    const lacking = missingFrom(opened, wanted).length;
    if (lacking > 0 && !again)
      problems.push(problem("letter/font-lacks-letters", where, { count: lacking, of: wanted.length }));
    own.set(name, opened);
  }
  const others: Face[] = [];
  for (const font of given.fallback ?? []) {
    const file = "package" in font ? fontPackage(font.package) : font.file;
    const bytes = "package" in font ? packagedFont(font.package) : font.bytes;
    if (bytes === undefined) {
      problems.push(problem("letter/font-package-missing", { file: "incident.json" }, { package: file }));
      continue;
    }
    const { face: opened, problems: found } = checked({ file, bytes });
    problems.push(...found);
    if (opened !== undefined) others.push(opened);
  }
  const chains = new Map(
    faceNames.map((name) => {
      const first = own.get(name);
      return [name, [...(first === undefined ? [] : [first]), face(name), ...others]] as const;
    }),
  );
  const hashes = [...faceNames.map((name) => own.get(name)?.hash ?? ""), ...others.map(({ hash }) => hash)];
  const address = [face("sans"), ...others];
  return { value: { of: (name) => chains.get(name) ?? [face(name)], address, others, hashes }, problems };
}

/** What an intake asks of each text: the characters that letters with these fonts cannot print. */
export function canPrintWith(given: GivenFonts | undefined): (text: string) => readonly string[] {
  const { others } = readTypefaces(given).value;
  return (text) => canPrint(text, others);
}
