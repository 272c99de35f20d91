import { grouped, ink, panelOf, picture, powers } from "./plot-panel.ts";

/** What one size took. */
export type Growth = {
  readonly letters: number;
  readonly cpuSeconds: number;
  readonly bytes: number;
  readonly peakMegabytes: number;
};

const across = "letters in the print stream";

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
${panelOf(0, "CPU-seconds", across, x, [{ points: seconds }], powers(Math.min(...times), Math.max(...times)), true)}
${panelOf(
  1,
  "Peak memory of the process, MB",
  across,
  x,
  [{ points: memory }],
  Array.from({ length: most / 100 + 1 }, (_, n) => n * 100),
  false,
)}
</svg>
`;
}
