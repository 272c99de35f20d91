import type { Shard } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { PressContext } from "./press-context.ts";
import { pressLetters } from "./press-letters.ts";
import { pressMessages } from "./press-messages.ts";

/**
 * Makes the files of one shard and commits it: temporary files, synced, renamed, then one transaction. A
 * shard that was committed before is made again with the same bytes, or the difference is a problem.
 */
export async function pressShard(context: PressContext, shard: Shard): Promise<readonly Problem[]> {
  const { ledger, mailing, at } = context;
  const planned = ledger.mailings.pieces(mailing, shard.number);
  const product =
    shard.channel === "letter"
      ? pressLetters(context, shard, planned)
      : await pressMessages(context, shard, planned);
  if (context.keep !== undefined) {
    // Asked again at the last moment: a machine that hung must not put letters of a mailing that was given up,
    // sent or purged meanwhile where the files of another lie.
    if (ledger.mailings.get(mailing)?.state !== "open")
      return [problem("ledger/mailing-withdrawn", {}, { mailing })];
    await context.keep(product.files);
  }
  const result = ledger.mailings.commitShard({ mailing, shard: shard.number, at, ...product });
  switch (result.kind) {
    case "committed":
      return [];
    case "refused":
      return result.problems;
    case "alreadyCommitted": {
      if (result.sameBytes) return [];
      const file = product.files[0]?.path ?? "";
      return [problem("mailing/bytes-differ", { file, client: shard.client })];
    }
    default:
      return result satisfies never;
  }
}
