import { grouped, ink, panelOf, picture, powers } from "./plot-panel.ts";

/** What the steps took at one size; seconds of wall clock. */
export type Way = {
  readonly people: number;
  readonly steps: readonly {
    readonly name: string;
    readonly seconds: number;
    readonly cpuSeconds: number;
    readonly megabytes: number;
  }[];
  /** The run once more, with nothing left to do. */
  readonly again: number;
  /** Writing and hashing the same bytes; not measured at the largest sizes, where the disk holds them once. */
  readonly limit?: number;
  /** Pieces of each stream that were read back; without, all. */
  readonly sampled?: number;
  readonly outputBytes: number;
  readonly ledgerBytes: number;
};

const across = "people";

// run ends with a certificate; what checks once more comes after it, and is not measured at every size.
const toCertificate: ReadonlySet<string> = new Set(["check", "proofs", "approve", "run"]);

/** Time beside its limit (both scales logarithmic: a straight line is linear growth), and peak memory, as SVG. */
export function wayPlot(ways: readonly Way[]): string {
  const x = ways.map(({ people }) => people);
  const sum = ({ steps }: Way) =>
    steps.reduce((total, { name, seconds }) => total + (toCertificate.has(name) ? seconds : 0), 0);
  const peak = ({ steps }: Way) => Math.max(...steps.map(({ megabytes }) => megabytes));
  const points = (values: readonly number[]) =>
    values.map((value) => ({ value, label: value < 10 ? value.toPrecision(2) : grouped(Math.round(value)) }));
  const times = ways.map(sum);
  const limits = ways.flatMap(({ limit }) => limit ?? []);
  const memory = ways.map(peak);
  const most = Math.ceil(Math.max(...memory) / 250) * 250 + 250;
  const said = ways.map(
    (way, n) => `${grouped(way.people)} people: ${Math.round(times[n] ?? 0)} seconds, ${memory[n]} MB`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${picture.width} ${picture.height}" role="img" aria-labelledby="t d" font-family="sans-serif" font-size="12" fill="${ink}">
<title id="t">Time and memory from the lists to the certificate, by people</title>
<desc id="d">${said.join("; ")}.</desc>
<rect width="100%" height="100%" fill="#fff"/>
${panelOf(
  0,
  "Seconds",
  across,
  x,
  [
    { name: "from the lists to the certificate", points: points(times) },
    { name: "the same bytes, written and hashed", points: points(limits) },
  ],
  powers(Math.min(...limits), Math.max(...times)),
  true,
)}
${panelOf(
  1,
  "Peak memory of a step, MB",
  across,
  x,
  [{ points: points(memory) }],
  Array.from({ length: most / 250 + 1 }, (_, n) => n * 250),
  false,
)}
</svg>
`;
}
