import { deserialize, serialize } from "node:v8";
import type { Ledger } from "../ledger/index.ts";
import type { Census } from "./census.ts";
import type { MailingInputs } from "./inputs.ts";
import { programHash } from "./program-hash.ts";
import { type CensusOptions, takeCensus, takeCensusUnless } from "./take-census.ts";

// Below, counting takes no longer than finding out whether it was done: about a second for sixteen megabytes.
const muchToCount = 16_000_000;

/** Whether the lists are so long that a census of them is worth keeping. */
function isMuch({ folder }: MailingInputs): boolean {
  const files = folder.clients.flatMap(({ peopleFiles }) => peopleFiles);
  return files.reduce((sum, { bytes }) => sum + bytes, 0) >= muchToCount;
}

const thisProgram = () => `${programHash()} ${process.version}`;

/** What this very program counted of this very intake, if it was kept. */
function keptCensus(inputs: MailingInputs, ledger: Ledger, program: string): Census | undefined {
  const kept = ledger.census.of(inputs.hash);
  if (kept?.program !== program) return undefined;
  // While a purge goes on, some of those whom it names are gone.
  return ledger.purge.state().kind === "none" ? (deserialize(kept.content) as Census) : undefined;
}

/**
 * As `takeCensus`, for a ledger that is only read: what was kept is not counted again. `look`: whether one may
 * have been kept, of long lists unless told.
 */
export function censusAtHand(inputs: MailingInputs, ledger: Ledger, look = isMuch(inputs)): Census {
  const kept = look ? keptCensus(inputs, ledger, thisProgram()) : undefined;
  return kept ?? takeCensus(inputs, ledger);
}

/**
 * As `takeCensus`, for a ledger that may be written to: what this very program counted of this very intake is
 * not counted again. `keep`: whether it is, long lists unless told; `aborted`: stops it, and nothing is kept; `threads`:
 * count where there are many rows.
 */
export async function censusOf(
  inputs: MailingInputs,
  ledger: Ledger,
  { keep = isMuch(inputs), ...options }: CensusOptions & { readonly keep?: boolean } = {},
): Promise<Census | "aborted"> {
  if (!keep) return takeCensusUnless(inputs, ledger, options);
  const program = thisProgram();
  const kept = keptCensus(inputs, ledger, program);
  if (kept !== undefined) return kept;
  const census = await takeCensusUnless(inputs, ledger, options);
  if (census === "aborted") return census;
  ledger.census.keep(inputs.hash, { program, content: serialize(census) });
  return census;
}
