/** What one size took. */
export type Growth = {
  readonly letters: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
};

const panel = { left: 64, top: 56, width: 280, height: 220, apart: 400 } as const;
const picture = { width: 776, height: 340 } as const;
const ink = "#1f2933";
const grid = "#d5dbe1";
const line = "#0b5fa5";

type Axis = { readonly low: number; readonly high: number; readonly log: boolean };

const grouped = (value: number) => value.toLocaleString("en-US");

function place(value: number, { low, high, log }: Axis, length: number): number {
  const part = log ? Math.log10(value / low) / Math.log10(high / low) : (value - low) / (high - low);
  return Math.round(part * length * 10) / 10;
}

function powers(from: number, to: number): number[] {
  const values: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++)
    values.push(10 ** power);
  return values;
}

function panelOf(
  index: number,
  heading: string,
  x: readonly number[],
  y: readonly { readonly value: number; readonly label: string }[],
  ticks: readonly number[],
  logarithmic: boolean,
): string {
  const across: Axis = { low: x[0] ?? 1, high: x.at(-1) ?? 10, log: true };
  const up: Axis = { low: ticks[0] ?? 0, high: ticks.at(-1) ?? 1, log: logarithmic };
  const left = panel.left + index * panel.apart;
  const bottom = panel.top + panel.height;
  const at = (value: number) => bottom - place(value, up, panel.height);
  const points = y.map(({ value }, n) => [left + place(x[n] ?? 1, across, panel.width), at(value)] as const);
  return [
    `<text x="${left}" y="${panel.top - 20}" font-weight="600">${heading}</text>`,
    ...ticks.map(
      (tick) =>
        `<path d="M${left} ${at(tick)}h${panel.width}" stroke="${grid}"/>` +
        `<text x="${left - 8}" y="${at(tick) + 4}" text-anchor="end">${grouped(tick)}</text>`,
    ),
    ...x.map(
      (letters, n) =>
        `<text x="${points[n]?.[0] ?? left}" y="${bottom + 20}" text-anchor="middle">${grouped(letters)}</text>`,
    ),
    `<text x="${left + panel.width / 2}" y="${bottom + 42}" text-anchor="middle">letters in the print stream</text>`,
    `<polyline points="${points.map((point) => point.join(",")).join(" ")}" fill="none" stroke="${line}" stroke-width="2"/>`,
    ...points.map(
      ([px, py], n) =>
        `<circle cx="${px}" cy="${py}" r="4" fill="${line}"/>` +
        `<text x="${px}" y="${py - 10}" text-anchor="${n === 0 ? "start" : n === points.length - 1 ? "end" : "middle"}">${y[n]?.label ?? ""}</text>`,
    ),
  ].join("\n");
}

/** CPU time (both scales logarithmic: a straight line is linear growth) and peak memory, side by side, as SVG. */
export function growthPlot(sizes: readonly Growth[]): string {
  const x = sizes.map(({ letters }) => letters);
  const seconds = sizes.map(({ cpuSeconds }) => ({
    value: cpuSeconds,
    label: cpuSeconds.toPrecision(2),
  }));
  const memory = sizes.map(({ peakMegabytes }) => ({ value: peakMegabytes, label: String(peakMegabytes) }));
  const times = seconds.map(({ value }) => value);
  const most = Math.ceil(Math.max(...memory.map(({ value }) => value)) / 100) * 100 + 100;
  const said = sizes.map(
    ({ letters, cpuSeconds, peakMegabytes }) =>
      `${grouped(letters)} letters: ${cpuSeconds.toPrecision(2)} CPU-seconds, ${peakMegabytes} MB`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${picture.width} ${picture.height}" role="img" aria-labelledby="t d" font-family="sans-serif" font-size="12" fill="${ink}">
<title id="t">Time and memory of one print stream, by its letters</title>
<desc id="d">${said.join("; ")}.</desc>
<rect width="100%" height="100%" fill="#fff"/>
${panelOf(0, "CPU-seconds", x, seconds, powers(Math.min(...times), Math.max(...times)), true)}
${panelOf(
  1,
  "Peak memory of the process, MB",
  x,
  memory,
  Array.from({ length: most / 100 + 1 }, (_, n) => n * 100),
  false,
)}
</svg>
`;
}
