import type { FieldName, Fields } from "../notice/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type AddressBlock, placeAddress } from "./address-block.ts";
import { type CompiledLetter, codePoints } from "./compiled-letter.ts";
import { envelopeProfiles } from "./envelope.ts";
import { countPages, type PageCount, type PagePlan, type PlanInput, planPages } from "./page-plan.ts";
import { recurringFields, type WrappedParagraph, wrap } from "./paragraph.ts";
import type { Stationery } from "./stationery.ts";
import { readTypefaces } from "./typefaces.ts";
import { type PrintedValue, valueWords } from "./value-words.ts";

/** One person's letter: everything in it that is not the variant's. */
export type Letter = {
  /** Printed on every page and, where the text asks for it, in the text. */
  readonly pieceId: string;
  /** As on the envelope, top to bottom: two to five lines, in NFC. */
  readonly addressLines: readonly string[];
  readonly fields: Fields;
  /** Digits of the Intelligent Mail barcode; empty: its room is left free (a draft); absent: the letter has none. */
  readonly intelligentMail?: string;
};

/** How long a letter is. A blank back page counts as a page. */
export type LetterSize = {
  readonly pages: number;
  readonly sheets: number;
  readonly problems: readonly Problem[];
};

/** A letter whose lines and pages are known. */
export type LaidOutLetter = SetLetter<PagePlan>;

type SetLetter<Plan> = LetterSize & {
  readonly plan: Plan;
  readonly values: ReadonlyMap<FieldName, readonly string[]>;
  readonly wrapped: readonly WrappedParagraph[];
  /** Undefined when it does not fit; then there are problems. */
  readonly address: AddressBlock | undefined;
};

// Plans are few (tens a variant); this only bounds memory should a text make many.
const planLimit = 4_096;

/** Lays a letter out: wraps what its values touch, finds its pages, checks its values and its address. */
export function layOutLetter(compiled: CompiledLetter, letter: Letter): LaidOutLetter {
  return setLetter(compiled, letter, compiled.plans, planPages);
}

function setLetter<Plan extends PageCount>(
  compiled: CompiledLetter,
  letter: Letter,
  plans: Map<string, Plan>,
  planOf: (input: PlanInput, counts: readonly number[]) => Plan,
): SetLetter<Plan> {
  const problems: Problem[] = [];
  const where = { variant: compiled.variant, piece: letter.pieceId };
  const values = new Map<FieldName, readonly string[]>();
  for (const field of compiled.fields) {
    const given = field === "pieceId" ? (letter.fields.pieceId ?? letter.pieceId) : letter.fields[field];
    const { words, missing } = recurringFields.has(field)
      ? recurringWords(compiled, given ?? "")
      : valueWords(given ?? "", compiled.typefaces.others);
    // A person may have nothing but a name exposed: an empty list is true; an empty name or code is not.
    if (given === undefined || (words.length === 0 && field !== "dataElements"))
      problems.push(problem("letter/field-missing", where, { field }));
    if (missing.length > 0)
      problems.push(
        problem("letter/name-cannot-be-printed", where, { field, characters: codePoints(missing) }),
      );
    values.set(field, words);
  }
  const address = checkedAddress(compiled, letter, problems);

  let key = "";
  const wrapped: WrappedParagraph[] = [];
  for (const slotted of compiled.slotted) {
    const lines = wrap(slotted, values);
    wrapped.push(lines);
    key += `${lines.lines},`;
  }
  let plan = plans.get(key);
  if (plan === undefined) {
    plan = planOf(
      compiled,
      wrapped.map(({ lines }) => lines),
    );
    if (plans.size >= planLimit) plans.clear();
    plans.set(key, plan);
  }
  for (const p of plan.problems) problems.push({ ...p, where: { ...p.where, ...where } });
  const { printed } = plan;
  const sheets = compiled.duplex ? Math.ceil(printed / 2) : printed;
  const room = compiled.profile.sheets;
  if (sheets > room) problems.push(problem("letter/too-many-sheets", where, { sheets, room }));
  return { plan, values, wrapped, address, pages: compiled.duplex ? sheets * 2 : printed, sheets, problems };
}

const mostRecurring = 1_000;

/** The same array for the same value, by which paragraphs know it again. */
function recurringWords({ recurring, typefaces }: CompiledLetter, value: string): PrintedValue {
  let printed = recurring.get(value);
  if (printed === undefined) {
    printed = valueWords(value, typefaces.others);
    if (recurring.size >= mostRecurring) recurring.clear();
    recurring.set(value, printed);
  }
  return printed;
}

function checkedAddress(
  compiled: CompiledLetter,
  letter: Letter,
  problems: Problem[],
): AddressBlock | undefined {
  const where = { variant: compiled.variant, piece: letter.pieceId };
  const lines: (readonly string[])[] = [];
  for (const line of letter.addressLines) {
    const { words, missing } = valueWords(line, compiled.typefaces.others);
    if (words.length > 0) lines.push(words);
    if (missing.length === 0) continue;
    const facts = { field: `address line ${lines.length}`, characters: codePoints(missing) };
    problems.push(problem("letter/name-cannot-be-printed", where, facts));
  }
  if (lines.length < 2) problems.push(problem("letter/address-missing", where, { lines: lines.length }));
  const { missing } = valueWords(letter.pieceId);
  if (missing.length > 0) {
    const facts = { field: "pieceId", characters: codePoints(missing) };
    problems.push(problem("letter/name-cannot-be-printed", where, facts));
  }
  if (lines.length === 0) return undefined;
  const block = placeAddress(
    lines,
    compiled.profile,
    letter.intelligentMail !== undefined,
    compiled.typefaces.address,
  );
  if ("lines" in block) return block;
  const { misfit, points, room } = block;
  if (misfit === "wide") problems.push(problem("letter/address-too-wide", where, { points, room }));
  else problems.push(problem("letter/address-too-tall", where, { points, room, lines: lines.length }));
  return undefined;
}

/**
 * Whether a letter to this address has room for an Intelligent Mail barcode in the window of its envelope. An
 * address that needs all of it is printed without one.
 */
export function hasRoomForIntelligentMail(
  addressLines: readonly string[],
  { envelope, fonts }: Pick<Stationery, "envelope" | "fonts">,
): boolean {
  const { others, address } = readTypefaces(fonts).value;
  const lines = addressLines
    .map((line) => valueWords(line, others).words)
    .filter((words) => words.length > 0);
  const block = placeAddress(lines, envelopeProfiles[envelope], true, address);
  return "lines" in block && block.intelligentMail !== undefined;
}

/**
 * How many pages and sheets a letter takes, and what is wrong with it, without writing anything.
 * @example measureLetter(compiled, letter) → { pages: 4, sheets: 2, problems: [] }
 */
export function measureLetter(compiled: CompiledLetter, letter: Letter): LetterSize {
  const { pages, sheets, problems } = setLetter(compiled, letter, compiled.pageCounts, countPages);
  return { pages, sheets, problems };
}

/** As `measureLetter`, for a letter that is printed next: its pages are planned, and the print stream finds them. */
export function planLetter(compiled: CompiledLetter, letter: Letter): LetterSize {
  const { pages, sheets, problems } = layOutLetter(compiled, letter);
  return { pages, sheets, problems };
}
