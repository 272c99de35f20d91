import { createHash } from "node:crypto";
import { type Block, type FieldName, fieldNames, type Notice } from "../notice/index.ts";
import { canPrint, type Face, face, faceNames, type SharedForm } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { Drawing, type Ink } from "./drawing.ts";
import { type EnvelopeProfile, envelopeProfiles } from "./envelope.ts";
import { flow } from "./flow.ts";
import type { FlowRow } from "./flow-row.ts";
import { fontsFor } from "./font-styles.ts";
import { drawDraftMark, drawLetterhead, drawReturnAddress, readableColour } from "./letterhead.ts";
import { pageProblems } from "./letterhead-page.ts";
import { layoutVersion, pageDesign } from "./page-design.ts";
import { exposed, type PageCount, type PagePlan } from "./page-plan.ts";
import type { SlottedParagraph } from "./paragraph.ts";
import type { Stationery } from "./stationery.ts";
import { readTypefaces, type Typefaces } from "./typefaces.ts";
import type { PrintedValue } from "./value-words.ts";

/** A notice laid out on its stationery, as far as it is the same for everyone. Made once per variant, used by any number of streams. */
export type CompiledLetter = {
  readonly variant: string;
  readonly language: string;
  readonly title: string;
  /** Fields that every letter must bring. */
  readonly fields: readonly FieldName[];
  /** SHA-256 (hex) over the notice, the stationery, the fonts and the layout: what an approval binds to. */
  readonly hash: string;
  readonly duplex: boolean;
  readonly sheetMark: boolean;
  readonly profile: EnvelopeProfile;
  readonly rows: readonly FlowRow[];
  readonly slotted: readonly SlottedParagraph[];
  readonly front: SharedForm;
  readonly draftMark: SharedForm | undefined;
  /** What the foot of a page says, with {page} and {pages}. */
  readonly pageOf: string;
  /** What its text is set in. */
  readonly typefaces: Typefaces;
  /** Faces that a letter's own text is set in. */
  readonly faces: readonly Face[];
  /** Pages by line counts; grows as letters are laid out. */
  readonly plans: Map<string, PagePlan>;
  /** The same for letters that are only measured. */
  readonly pageCounts: Map<string, PageCount>;
  /** Values of fields that recur, divided into words once. */
  readonly recurring: Map<string, PrintedValue>;
};

/** The smallest type that the notice's text is set in, in points (Cal. Civ. Code 1798.82(d)(1)(D) wants 10). */
export const smallestNoticeType: number = Math.min(pageDesign.body.size, pageDesign.table.size);

/**
 * Lays a notice out once for all its letters. Problems: letterhead or return address that do not
 * fit or would show, text that the fonts cannot print. The value can be used for a proof even then. Its
 * lines are laid out when they are first asked for.
 */
export function compileLetter(notice: Notice, stationery: Stationery): Read<CompiledLetter> {
  const profile = envelopeProfiles[stationery.envelope];
  const { variant } = notice;
  const { value: typefaces, problems: found } = fontsFor(notice, stationery);
  const { front, ink, misfits } = frontOf(stationery, profile, typefaces);
  found.push(...misfits);
  found.push(...unprintable(notice, stationery, typefaces));
  const problems: Problem[] = found.map((p) => ({ ...p, where: { ...p.where, variant } }));
  problems.push(...exposed(ink, profile, variant));

  let draftMark: SharedForm | undefined;
  if (stationery.draft) {
    const { form, ink } = draftMarkOnce();
    problems.push(...exposed(ink, profile, variant));
    draftMark = form;
  }
  // The lines are most of the work, and whoever only asks for the hash or the problems needs none.
  let lines: Lines | undefined;
  const laidOut = (): Lines => {
    lines ??= linesOf(notice, stationery, typefaces);
    return lines;
  };
  const value: CompiledLetter = {
    variant,
    language: notice.language,
    title: notice.title,
    get fields() {
      return laidOut().fields;
    },
    hash: hashOf(notice, stationery),
    duplex: stationery.duplex,
    sheetMark: stationery.sheetMark === true,
    profile,
    get rows() {
      return laidOut().rows;
    },
    get slotted() {
      return laidOut().slotted;
    },
    front,
    draftMark,
    pageOf: notice.pageOf,
    typefaces,
    get faces() {
      return laidOut().faces;
    },
    plans: new Map(),
    pageCounts: new Map(),
    recurring: new Map(),
  };
  return { value, problems };
}

type DraftMark = { readonly form: SharedForm; readonly ink: readonly Ink[] };
let drawnMark: DraftMark | undefined;

/** The mark of all drafts, which is the same on any paper. */
function draftMarkOnce(): DraftMark {
  if (drawnMark === undefined) {
    const drawing = new Drawing();
    drawDraftMark(drawing);
    drawnMark = { form: drawing.form(), ink: drawing.ink };
  }
  return drawnMark;
}

type Front = {
  readonly front: SharedForm;
  readonly ink: readonly Ink[];
  readonly misfits: readonly Problem[];
};

// All letters of a client are on the same paper.
const fronts = new WeakMap<Stationery, Front>();

function frontOf(stationery: Stationery, profile: EnvelopeProfile, typefaces: Typefaces): Front {
  const { letterhead } = stationery;
  let known = fronts.get(stationery);
  if (known === undefined) {
    const drawing = new Drawing();
    const misfits: Problem[] = [];
    if (letterhead !== undefined) misfits.push(...drawLetterhead(drawing, letterhead, typefaces));
    if (letterhead?.page !== undefined) misfits.push(...pageProblems(letterhead.page, profile));
    misfits.push(...drawReturnAddress(drawing, stationery, profile));
    known = { front: drawing.form(), ink: drawing.ink, misfits };
    fronts.set(stationery, known);
  }
  return known;
}

type Lines = Pick<CompiledLetter, "rows" | "slotted" | "fields" | "faces">;

function linesOf(notice: Notice, stationery: Stationery, typefaces: Typefaces): Lines {
  const rows = flow(notice, readableColour(stationery.letterhead?.colour ?? "#000000"), typefaces);
  const slotted = rows.flatMap((row) =>
    row.cells.flatMap(({ paragraph }) => (paragraph.kind === "slotted" ? [paragraph] : [])),
  );
  const faces = new Set<Face>([face("sans")]);
  const fields = new Set<FieldName>(notice.fields);
  for (const { words } of slotted)
    for (const word of words) {
      if (word.kind === "box") for (const { style } of word.pieces) faces.add(style.face);
      else
        for (const part of word.parts) {
          faces.add(part.style.face);
          // What a name may be set in instead; fonts for other scripts are embedded when they occur.
          for (const { face: behind } of part.style.others)
            if (!typefaces.others.includes(behind)) faces.add(behind);
          if (part.kind === "field") fields.add(part.field);
        }
    }
  return { rows, slotted, fields: fieldNames.filter((name) => fields.has(name)), faces: [...faces] };
}

// Variants share most of their blocks; what prints depends on the fonts behind ours.
const printableBlocks = new WeakMap<Typefaces, WeakSet<Block>>();

function isPrintable(block: Block, typefaces: Typefaces): boolean {
  let known = printableBlocks.get(typefaces);
  if (known === undefined) {
    known = new WeakSet();
    printableBlocks.set(typefaces, known);
  }
  if (known.has(block)) return true;
  const printable = missingFrom(textsOf(block), typefaces).length === 0;
  if (printable) known.add(block);
  return printable;
}

function unprintable(notice: Notice, stationery: Stationery, typefaces: Typefaces): readonly Problem[] {
  const { blocks, date, pageOf } = notice;
  const around = [date, pageOf, ...stationery.returnAddress, ...(stationery.letterhead?.lines ?? [])];
  const doubtful = blocks.filter((block) => !isPrintable(block, typefaces));
  const missing = missingFrom([...around, ...doubtful.flatMap(textsOf)], typefaces);
  if (missing.length === 0) return [];
  return [problem("letter/text-cannot-be-printed", {}, { characters: codePoints(missing) })];
}

/** White space is laid out, not printed. */
function missingFrom(texts: readonly string[], { others }: Typefaces): readonly string[] {
  return canPrint(texts.join(" ").replace(/[\s\u00ad]+/g, " "), others);
}

/** Everything that is text in a part of a notice, wherever it stands. */
function textsOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (typeof part !== "object" || part === null) return [];
  if ("kind" in part && part.kind === "text" && "text" in part && typeof part.text === "string")
    return [part.text];
  return Object.values(part).flatMap(textsOf);
}

/** Characters as U+XXXX, so that an invisible one can be named. */
export function codePoints(characters: readonly string[]): string {
  return characters
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(", ");
}

const imageHashes = new WeakMap<Uint8Array, string>();

function imageHash(image: Uint8Array): string {
  let hash = imageHashes.get(image);
  if (hash === undefined) {
    hash = createHash("sha256").update(image).digest("hex");
    imageHashes.set(image, hash);
  }
  return hash;
}

function hashOf(notice: Notice, stationery: Stationery): string {
  const { letterhead, returnAddress, envelope, duplex, sheetMark, intelligentMail } = stationery;
  const image = letterhead?.image === undefined ? "" : imageHash(letterhead.image);
  // Not the DRAFT mark: what is approved is the letter that the draft shows.
  const parts = [
    layoutVersion,
    notice.hash,
    { image, lines: letterhead?.lines ?? [], colour: letterhead?.colour ?? "" },
    ...(letterhead?.page === undefined ? [] : [letterhead.page.hash]),
    returnAddress,
    envelope,
    duplex,
    ...(sheetMark === true ? ["sheet mark"] : []),
    ...(intelligentMail === true ? ["intelligent mail"] : []),
    faceNames.map((name) => face(name).hash),
    ...(stationery.fonts === undefined ? [] : [readTypefaces(stationery.fonts).value.hashes]),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
