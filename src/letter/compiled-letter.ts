import { createHash } from "node:crypto";
import { type FieldName, fieldNames, type Notice } from "../notice/index.ts";
import { canPrint, type Face, face, faceNames, type SharedForm } from "../pdf/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import { Drawing } from "./drawing.ts";
import { type EnvelopeProfile, envelopeProfiles } from "./envelope.ts";
import { flow } from "./flow.ts";
import type { FlowRow } from "./flow-row.ts";
import { drawDraftMark, drawLetterhead, drawReturnAddress, readableColour } from "./letterhead.ts";
import { layoutVersion, pageDesign } from "./page-design.ts";
import { exposed, type PagePlan } from "./page-plan.ts";
import type { SlottedParagraph } from "./paragraph.ts";
import type { Stationery } from "./stationery.ts";

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
  /** Faces that a letter's own text is set in. */
  readonly faces: readonly Face[];
  /** Pages by line counts; grows as letters are laid out. */
  readonly plans: Map<string, PagePlan>;
};

/** The smallest type that the notice's text is set in, in points (Cal. Civ. Code 1798.82(d)(1)(D) wants 10). */
export const smallestNoticeType: number = Math.min(pageDesign.body.size, pageDesign.table.size);

/**
 * Lays a notice out once for all its letters. Problems: letterhead or return address that do not
 * fit or would show, text that the fonts cannot print. The value can be used for a proof even then.
 */
export function compileLetter(notice: Notice, stationery: Stationery): Read<CompiledLetter> {
  const profile = envelopeProfiles[stationery.envelope];
  const { variant } = notice;
  const front = new Drawing();
  const found: Problem[] = [];
  if (stationery.letterhead !== undefined) found.push(...drawLetterhead(front, stationery.letterhead));
  found.push(...drawReturnAddress(front, stationery, profile));
  found.push(...unprintable(notice, stationery));
  const problems: Problem[] = found.map((p) => ({ ...p, where: { ...p.where, variant } }));
  problems.push(...exposed(front.ink, profile, variant));

  const rows = flow(notice, readableColour(stationery.letterhead?.colour ?? "#000000"));
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
          if (part.kind === "field") fields.add(part.field);
        }
    }
  let draftMark: SharedForm | undefined;
  if (stationery.draft) {
    const drawing = new Drawing();
    drawDraftMark(drawing);
    problems.push(...exposed(drawing.ink, profile, variant));
    draftMark = drawing.form();
  }
  const value: CompiledLetter = {
    variant,
    language: notice.language,
    title: notice.title,
    fields: fieldNames.filter((name) => fields.has(name)),
    hash: hashOf(notice, stationery),
    duplex: stationery.duplex,
    sheetMark: stationery.sheetMark === true,
    profile,
    rows,
    slotted,
    front: front.form(),
    draftMark,
    pageOf: notice.pageOf,
    faces: [...faces],
    plans: new Map(),
  };
  return { value, problems };
}

function unprintable(notice: Notice, stationery: Stationery): readonly Problem[] {
  // Everything that is text in the notice, wherever it stands; white space is laid out, not printed.
  const texts = [
    notice.date,
    notice.pageOf,
    ...stationery.returnAddress,
    ...(stationery.letterhead?.lines ?? []),
  ];
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) for (const part of value) collect(part);
    else if (typeof value === "object" && value !== null) {
      if ("kind" in value && value.kind === "text" && "text" in value && typeof value.text === "string")
        texts.push(value.text);
      else for (const part of Object.values(value)) collect(part);
    }
  };
  collect(notice.blocks);
  const missing = canPrint(texts.join(" ").replace(/[\s\u00ad]+/g, " "));
  if (missing.length === 0) return [];
  return [problem("letter/text-cannot-be-printed", {}, { characters: codePoints(missing) })];
}

/** Characters as U+XXXX, so that an invisible one can be named. */
export function codePoints(characters: readonly string[]): string {
  return characters
    .map((char) => `U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`)
    .join(", ");
}

function hashOf(notice: Notice, stationery: Stationery): string {
  const { letterhead, returnAddress, envelope, duplex, sheetMark } = stationery;
  const image =
    letterhead?.image === undefined ? "" : createHash("sha256").update(letterhead.image).digest("hex");
  // Not the DRAFT mark: what is approved is the letter that the draft shows.
  const parts = [
    layoutVersion,
    notice.hash,
    { image, lines: letterhead?.lines ?? [], colour: letterhead?.colour ?? "" },
    returnAddress,
    envelope,
    duplex,
    ...(sheetMark === true ? ["sheet mark"] : []),
    faceNames.map((name) => face(name).hash),
  ];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
