import { existsSync, statfsSync, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Problem, problem } from "../problem/index.ts";
import type { Estimate } from "./estimate.ts";

/** A disk as far as it matters here: which it is, and the bytes that we may still write. */
export type Disk = { readonly device: number; readonly free: number };

/** The disk that a path lies on, or would. */
function diskOf(path: string): Disk {
  let there = resolve(path);
  while (!existsSync(there) && dirname(there) !== there) there = dirname(there);
  const { bavail, bsize } = statfsSync(there);
  return { device: statSync(there).dev, free: bavail * bsize };
}

const megabytes = (bytes: number) => Math.ceil(bytes / 1_000_000);

/**
 * Whether a run has room for what it will write, with a tenth to spare: said before anything is made. `ledger` is
 * undefined where the ledger is in a database elsewhere. `disk` is for tests.
 */
export function diskProblems(
  { outputBytes, ledgerBytes }: Pick<Estimate, "outputBytes" | "ledgerBytes">,
  { out, ledger }: { readonly out: string; readonly ledger: string | undefined },
  disk: (path: string) => Disk = diskOf,
): readonly Problem[] {
  const needs = new Map<number, { folder: string; needed: number; free: number }>();
  const need = (folder: string, bytes: number) => {
    const { device, free } = disk(folder);
    const known = needs.get(device) ?? { folder, needed: 0, free };
    needs.set(device, { ...known, needed: known.needed + bytes });
  };
  need(out, outputBytes);
  if (ledger !== undefined) need(ledger, ledgerBytes);
  return [...needs.values()].flatMap(({ folder, needed, free }) =>
    needed * 1.1 <= free
      ? []
      : [
          problem(
            "mailing/disk-too-small",
            {},
            { folder, needed: megabytes(needed * 1.1), free: megabytes(free) },
          ),
        ],
  );
}
