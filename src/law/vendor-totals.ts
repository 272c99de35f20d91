import type { Incident } from "../incident/index.ts";
import type { Population } from "./population.ts";

/** All clients of one vendor taken together, for one jurisdiction. */
export type VendorTotal = {
  /** `US-CA`, `FOREIGN`, `UNKNOWN`. */
  readonly jurisdiction: string;
  readonly individuals: number;
  readonly clients: number;
  /** True if some client's numbers are its estimate. */
  readonly estimated: boolean;
};

/**
 * How many individuals live where over all clients of a vendor, most first. For information, shown
 * beside the duties: no threshold is compared with it, because the laws count per client (74 FR 42752).
 * Someone who is at two clients is counted twice. Empty if the clients notify themselves.
 * @param populations client id → population
 */
export function vendorTotals(
  incident: Incident,
  populations: ReadonlyMap<string, Population>,
): readonly VendorTotal[] {
  if (incident.notifier.role !== "vendor") return [];
  const totals = new Map<string, VendorTotal>();
  for (const { byJurisdiction, estimated } of populations.values())
    for (const [jurisdiction, count] of byJurisdiction) {
      if (count === 0) continue;
      const before = totals.get(jurisdiction);
      totals.set(jurisdiction, {
        jurisdiction,
        individuals: (before?.individuals ?? 0) + count,
        clients: (before?.clients ?? 0) + 1,
        estimated: estimated || (before?.estimated ?? false),
      });
    }
  return [...totals.values()].sort(
    (a, b) => b.individuals - a.individuals || (a.jurisdiction < b.jurisdiction ? -1 : 1),
  );
}
