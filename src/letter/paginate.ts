/** Lines that are placed together, top to bottom. Lengths in points. */
export type Slab = {
  readonly height: number;
  /** Space above, dropped at the top of a page. */
  readonly before: number;
  /** Whether a page may end above it. */
  readonly breakBefore: "never" | "allowed" | "always";
};

export type PlacedSlab = { readonly page: number; readonly top: number };

/** Two lines at least stay together at the foot of a page (orphans) and at the head of the next (widows). */
const linesTogether = 2;

/** Whether a paragraph of `lines` lines may be divided above line `line`, the first being 0. */
export function mayDivide(lines: number, line: number): boolean {
  return line >= linesTogether && lines - line >= linesTogether;
}

/**
 * Fills pages from the top. A page ends at the last place where it may; where none is allowed on a
 * whole page, the page ends where it is full. Top and bottom are points from the page's top edge.
 */
export function paginate(
  slabs: readonly Slab[],
  frame: (page: number) => { readonly top: number; readonly bottom: number },
): readonly PlacedSlab[] {
  const placed: PlacedSlab[] = [];
  let page = 0;
  let pageStart = 0;
  let y = frame(0).top;
  let index = 0;
  while (index < slabs.length) {
    const slab = slabs[index] as Slab;
    const { top, bottom } = frame(page);
    const first = index === pageStart;
    if (!first && slab.breakBefore === "always") {
      [page, pageStart, y] = [page + 1, index, frame(page + 1).top];
      continue;
    }
    const at = first ? top : y + slab.before;
    // A slab taller than a page stands alone on its own.
    if (at + slab.height > bottom && !first) {
      let back = index;
      while (back > pageStart && (slabs[back] as Slab).breakBefore === "never") back--;
      if (back === pageStart) back = index;
      placed.length = back;
      [page, pageStart, index, y] = [page + 1, back, back, frame(page + 1).top];
      continue;
    }
    placed.push({ page, top: at });
    y = at + slab.height;
    index++;
  }
  return placed;
}
