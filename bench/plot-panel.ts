const panel = { left: 64, top: 56, width: 280, height: 220, apart: 400 } as const;
export const picture = { width: 776, height: 340 } as const;
export const ink = "#1f2933";
const grid = "#d5dbe1";
const colours = ["#0b5fa5", "#b3541e"] as const;

type Axis = { readonly low: number; readonly high: number; readonly log: boolean };

export const grouped = (value: number) => value.toLocaleString("en-US");

function place(value: number, { low, high, log }: Axis, length: number): number {
  const part = log ? Math.log10(value / low) / Math.log10(high / low) : (value - low) / (high - low);
  return Math.round(part * length * 10) / 10;
}

/** The powers of ten around these values. */
export function powers(from: number, to: number): number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    values.push(10 ** power);
  return values;
}

export type Line = {
  /** Shown at its end, if there are several. */
  readonly name?: string;
  readonly points: readonly { readonly value: number; readonly label: string }[];
};

/** One of two panels side by side: lines over `x`, whose scale is logarithmic, as the other may be. */
export function panelOf(
  index: number,
  heading: string,
  across: string,
  x: readonly number[],
  lines: readonly Line[],
  ticks: readonly number[],
  logarithmic: boolean,
): string {
  const wide: Axis = { low: x[0] ?? 1, high: x.at(-1) ?? 10, log: true };
  const up: Axis = { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, log: logarithmic };
  const left = panel.left + index * panel.apart;
  const bottom = panel.top + panel.height;
  const at = (value: number) => bottom - place(value, up, panel.height);
  const beside = (value: number) => left + place(value, wide, panel.width);
  return [
    `<text x="${left}" y="${panel.top - 20}" font-weight="600">${heading}</text>`,
    ...ticks.map(
      (tick) =>
        `<path d="M${left} ${at(tick)}h${panel.width}" stroke="${grid}"/>` +
        `<text x="${left - 8}" y="${at(tick) + 4}" text-anchor="end">${grouped(tick)}</text>`,
    ),
    ...x.map(
      (size) => `<text x="${beside(size)}" y="${bottom + 20}" text-anchor="middle">${grouped(size)}</text>`,
    ),
    `<text x="${left + panel.width / 2}" y="${bottom + 42}" text-anchor="middle">${across}</text>`,
    ...lines.flatMap(({ name, points }, number) => {
      const colour = colours[number % colours.length];
      const placed = points.map(({ value }, n) => [beside(x[n] ?? 1), at(value)] as const);
      const under = number === 0 ? -10 : 18;
      return [
        `<polyline points="${placed.map((point) => point.join(",")).join(" ")}" fill="none" stroke="${colour}" stroke-width="2"/>`,
        ...placed.map(
          ([px, py], n) =>
            `<circle cx="${px}" cy="${py}" r="4" fill="${colour}"/>` +
            `<text x="${px}" y="${py + under}" text-anchor="${n === 0 ? "start" : n === points.length - 1 ? "end" : "middle"}">${points[n]?.label ?? ""}</text>`,
        ),
        name === undefined
          ? ""
          : `<text x="${left + 8}" y="${panel.top + 14 + 16 * number}" fill="${colour}">${name}</text>`,
      ];
    }),
  ].join("\n");
}
