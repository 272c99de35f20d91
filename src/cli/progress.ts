import { Presets, SingleBar } from "cli-progress";
import { durationText } from "./estimate-words.ts";
import type { Terminal } from "./terminal.ts";

/** Counts towards a total that may not be known. */
export type Progress = { advance(count: number): void; end(): void };

const secondsBetweenLines = 30;

/**
 * Shows a long step: a bar with rate and time left on a terminal, otherwise one line every 30 seconds,
 * and nothing if the step is over sooner. `now` gives milliseconds.
 */
export function startProgress(
  terminal: Terminal,
  label: string,
  unit: string,
  total: number | undefined,
  now: () => number,
): Progress {
  const started = now();
  let count = 0;
  const rate = () => Math.round(count / Math.max(0.001, (now() - started) / 1000));
  if (terminal.watched) {
    const bar = new SingleBar(
      {
        format:
          total === undefined
            ? `${label}  {value} ${unit}, {rate} a second`
            : `${label}  {bar} {value} of {total} ${unit}, {rate} a second, {eta_formatted} left`,
        hideCursor: true,
        clearOnComplete: true,
        stream: terminal.errorStream as NodeJS.WritableStream,
      },
      Presets.shades_classic,
    );
    bar.start(total ?? 0, 0, { rate: 0 });
    return {
      advance(more) {
        count += more;
        bar.update(count, { rate: rate() });
      },
      end() {
        bar.stop();
      },
    };
  }
  let lastLine = started;
  return {
    advance(more) {
      count += more;
      if (now() - lastLine < secondsBetweenLines * 1000) return;
      lastLine = now();
      const left = total === undefined || rate() === 0 ? undefined : Math.max(0, total - count) / rate();
      terminal.note(
        `${label}: ${count}${total === undefined ? "" : ` of ${total}`} ${unit}, ${rate()} a second${left === undefined ? "" : `, about ${durationText(left)} left`}`,
      );
    },
    end() {},
  };
}
