import { type ByteSink, type Face, face, pdfNumber, type ShapedWord, shapeWord } from "../pdf/index.ts";
import { type Area, alwaysShows, type EnvelopeProfile } from "./envelope.ts";
import { intelligentMailMark, placeInWindow } from "./intelligent-mail-mark.ts";
import { pageDesign as design } from "./page-design.ts";
import { ourTypefaces } from "./typefaces.ts";

/** Lines of an address with their place on the page: points from the left and top edges. */
export type AddressBlock = {
  readonly x: number;
  readonly size: number;
  readonly leading: number;
  /** Of the first line. */
  readonly baseline: number;
  readonly lines: readonly (readonly ShapedWord[])[];
  /** The ink of all lines. */
  readonly area: Area;
  /** Where an Intelligent Mail barcode stands below the lines; absent if none was asked for, or has no room. */
  readonly intelligentMail?: Area;
};
export type Misfit = { readonly misfit: "wide" | "tall"; readonly points: number; readonly room: number };

// USPS DMM 202: 0.028 inch of white at least between two lines of an address.
const whiteBetween = 0.028 * 72;

type Trial = { readonly size: number; readonly x: number };

function trials(x: number, largest: number, smallest: number): readonly Trial[] {
  const steps: Trial[] = [];
  for (let size = largest; size >= smallest; size -= 0.5) steps.push({ size, x });
  return steps;
}

const { address, returnBlock } = design;
const addressTrials = [
  ...trials(address.left, address.largest, 9),
  ...trials(address.farLeft, address.largest, address.smallest),
];
const returnTrials = [
  ...trials(address.left, returnBlock.largest, returnBlock.smallest),
  ...trials(address.farLeft, returnBlock.largest, returnBlock.smallest),
];

/** Extents in thousandths of an em. */
type SetLines = {
  readonly lines: readonly (readonly ShapedWord[])[];
  readonly width: number;
  readonly first: number;
  readonly last: number;
};

/** A word in the first of the faces that has all its letters. */
function shapedIn(faces: readonly Face[], word: string): ShapedWord {
  const ready = shapeWord(faces[0] as Face, word);
  if (ready.missing.length === 0) return ready;
  for (let at = 1; at < faces.length; at++) {
    const other = shapeWord(faces[at] as Face, word);
    if (other.missing.length === 0) return other;
  }
  return ready;
}

function setLines(texts: readonly (readonly string[])[], faces: readonly Face[]): SetLines {
  let widest = 0;
  let first = 0;
  let last = 0;
  const lines = texts.map((words, index) => {
    const shaped: ShapedWord[] = [];
    let width = 0;
    // The space after a word is in its own face.
    let space = 0;
    for (const word of words) {
      const ready = shapedIn(faces, word);
      shaped.push(ready);
      width += space + ready.width;
      space = ready.face.space;
      if (index === 0) first = Math.max(first, ready.top);
      if (index === texts.length - 1) last = Math.max(last, -ready.bottom);
    }
    widest = Math.max(widest, width);
    return shaped;
  });
  return { lines, width: widest, first, last };
}

function tryToFit(set: SetLines, { size, x }: Trial, room: Area, capHeight: number): AddressBlock | Misfit {
  const em = size / 1000;
  const width = set.width * em;
  const wide = room.right - x;
  if (width > wide) return { misfit: "wide", points: Math.ceil(width), room: Math.floor(wide) };
  const first = set.first * em;
  const last = set.last * em;
  const gaps = set.lines.length - 1;
  const tall = room.bottom - room.top;
  const least = gaps * (capHeight * em + whiteBetween) + first + last;
  if (least > tall) return { misfit: "tall", points: Math.ceil(least), room: Math.floor(tall) };
  // Rounded to what a PDF number holds, so that the check sees what is printed.
  const leading = gaps === 0 ? 0 : Math.floor(Math.min(size * 1.2, (tall - first - last) / gaps) * 100) / 100;
  const spare = tall - first - last - gaps * leading;
  const baseline = room.top + spare / 2 + first;
  const area = { left: x, top: baseline - first, right: x + width, bottom: baseline + gaps * leading + last };
  return { x, size, leading, baseline, lines: set.lines, area };
}

function firstFit(
  texts: readonly (readonly string[])[],
  options: readonly Trial[],
  room: Area,
  faces: readonly Face[],
): AddressBlock | Misfit {
  const set = setLines(texts, faces);
  const { capHeight } = face("sans");
  let result: AddressBlock | Misfit = { misfit: "tall", points: 0, room: 0 };
  for (const option of options) {
    result = tryToFit(set, option, room, capHeight);
    if ("lines" in result) return result;
  }
  return result;
}

type Rooms = {
  readonly upper: Area;
  readonly lower: Area;
  /** The lower one above an Intelligent Mail barcode, and its place; undefined where none fits. */
  readonly barred: { readonly room: Area; readonly place: Area } | undefined;
};
const rooms = new WeakMap<EnvelopeProfile, Rooms>();

function roomsOf(profile: EnvelopeProfile): Rooms {
  let found = rooms.get(profile);
  if (found === undefined) {
    const lower = alwaysShows(profile, profile.addressWindow);
    const place = placeInWindow(profile);
    const bottom = place === undefined ? 0 : place.top - intelligentMailMark.clearAbove;
    found = {
      upper: alwaysShows(profile, profile.returnWindow),
      lower,
      barred: place === undefined ? undefined : { room: { ...lower, bottom }, place },
    };
    rooms.set(profile, found);
  }
  return found;
}

function widthOf(words: readonly string[], faces: readonly Face[]): number {
  return setLines([words], faces).width;
}

/** A line that is too wide (thousandths of an em) as two, divided between words where the wider is narrowest. */
function folded(
  words: readonly string[],
  widest: number,
  faces: readonly Face[],
): readonly (readonly string[])[] {
  if (words.length < 2 || widthOf(words, faces) <= widest) return [words];
  let best: readonly (readonly string[])[] = [words];
  let least = Number.POSITIVE_INFINITY;
  for (let at = 1; at < words.length; at++) {
    const halves = [words.slice(0, at), words.slice(at)];
    const wider = Math.max(...halves.map((half) => widthOf(half, faces)));
    if (wider < least) {
      least = wider;
      best = halves;
    }
  }
  return best;
}

/**
 * Sets the recipient's address so that all of it shows at every position of the sheet: in line with
 * the letter's text if it fits, else further left, else smaller, never under 8 points; a line too wide even
 * then (a name of sixty letters) takes two. Lines are given as words. With `barred` it leaves room for an
 * Intelligent Mail barcode below, unless the address has none to spare.
 */
export function placeAddress(
  lines: readonly (readonly string[])[],
  profile: EnvelopeProfile,
  barred = false,
  faces: readonly Face[] = ourTypefaces.address,
): AddressBlock | Misfit {
  const { lower, barred: above } = roomsOf(profile);
  if (!barred || above === undefined) return placeIn(lines, lower, faces);
  const placed = placeIn(lines, above.room, faces);
  return "lines" in placed ? { ...placed, intelligentMail: above.place } : placeIn(lines, lower, faces);
}

function placeIn(
  lines: readonly (readonly string[])[],
  room: Area,
  faces: readonly Face[],
): AddressBlock | Misfit {
  const placed = firstFit(lines, addressTrials, room, faces);
  if ("lines" in placed || placed.misfit !== "wide") return placed;
  const widest = ((room.right - address.farLeft) / address.smallest) * 1000;
  const again = firstFit(
    lines.flatMap((words) => folded(words, widest, faces)),
    addressTrials,
    room,
    faces,
  );
  return "lines" in again ? again : placed;
}

/** Sets the return address likewise in the upper window. */
export function placeReturnAddress(
  lines: readonly string[],
  profile: EnvelopeProfile,
): AddressBlock | Misfit {
  return firstFit(
    lines.map((line) => line.split(" ").filter((word) => word !== "")),
    returnTrials,
    roomsOf(profile).upper,
    ourTypefaces.address,
  );
}

/** Writes the block as text, line under line, words divided by spaces. */
export function putAddress(out: ByteSink, block: AddressBlock): void {
  let current = block.lines[0]?.[0]?.face ?? face("sans");
  out.ascii(
    `BT/${current.resource} ${block.size} Tf ${pdfNumber(block.x)} ${pdfNumber(design.height - block.baseline)} Td[(`,
  );
  const down = `)]TJ 0 ${pdfNumber(-block.leading)} Td[(`;
  block.lines.forEach((words, index) => {
    if (index > 0) out.ascii(down);
    for (let at = 0; at < words.length; at++) {
      if (at > 0) out.byte(0x20);
      const word = words[at] as ShapedWord;
      if (word.face !== current) {
        current = word.face;
        out.ascii(`)]TJ/${current.resource} ${block.size} Tf[(`);
      }
      out.put(word.bytes, word.from, word.to);
    }
  });
  out.ascii(")]TJ ET\n");
}
