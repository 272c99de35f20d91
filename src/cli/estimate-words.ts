import type { Estimate } from "../mailing/index.ts";

/** Bytes as people say them: 1.2 GB. */
export function bytesText(bytes: number): string {
  for (const [unit, size] of [
    ["TB", 1e12],
    ["GB", 1e9],
    ["MB", 1e6],
  ] as const)
    if (bytes >= size) return `${(bytes / size).toPrecision(2 + Number(bytes >= 100 * size))} ${unit}`;
  return `${Math.ceil(bytes / 1e3)} kB`;
}

/** A length of time as people say it, never more exact than a guess: 40 seconds, 3 minutes, 2 hours. */
export function durationText(seconds: number): string {
  const said = (count: number, unit: string) => `${count} ${unit}${count === 1 ? "" : "s"}`;
  if (seconds < 90) return said(Math.max(1, Math.ceil(seconds)), "second");
  if (seconds < 90 * 60) return said(Math.ceil(seconds / 60), "minute");
  return said(Math.ceil(seconds / 3600), "hour");
}

/** What a run will make, take and need, in one line. */
export function estimateText({
  letters,
  emails,
  pages,
  outputBytes,
  ledgerBytes,
  seconds,
}: Estimate): string {
  return `${letters} letters (about ${pages} pages) and ${emails} e-mails to make: about ${bytesText(outputBytes)} of files, ${bytesText(ledgerBytes)} more in the ledger, and, as a guess, ${durationText(seconds)}`;
}
