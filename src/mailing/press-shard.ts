import { rmSync } from "node:fs";
import { join } from "node:path";
import type { CommitResult, Shard } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { PressContext, Product } from "./press-context.ts";
import { pressLetters } from "./press-letters.ts";
import { pressMessages } from "./press-messages.ts";

/**
 * Makes the files of one shard and commits it: temporary files, synced, renamed, then one transaction. A
 * shard that was committed before is made again with the same bytes, or the difference is a problem. Where files
 * are kept elsewhere than they are pressed, the commit comes first: only the ledger can tell which of two
 * machines' files is the committed one, and a file that it does not know never reaches that place.
 */
export async function pressShard(context: PressContext, shard: Shard): Promise<readonly Problem[]> {
  const { ledger, mailing, at } = context;
  const planned = ledger.mailings.pieces(mailing, shard.number);
  const product =
    shard.channel === "letter"
      ? pressLetters(context, shard, planned)
      : await pressMessages(context, shard, planned);
  const result = ledger.mailings.commitShard({ mailing, shard: shard.number, at, ...product });
  const problems = commitProblems(result, shard, product);
  if (context.keep === undefined) return problems;
  // Asked again at the last moment: a machine that hung must not put letters of a mailing that was given up,
  // sent or purged meanwhile where the files of another lie.
  const isOpen = ledger.mailings.get(mailing)?.state === "open";
  if (problems.length === 0 && isOpen) {
    await context.keep(product.files, result.kind === "alreadyCommitted");
    return [];
  }
  for (const { path } of product.files) rmSync(join(context.out, path), { force: true });
  return problems.length > 0 ? problems : [problem("ledger/mailing-withdrawn", {}, { mailing })];
}

function commitProblems(result: CommitResult, { client }: Shard, { files }: Product): readonly Problem[] {
  switch (result.kind) {
    case "committed":
      return [];
    case "refused":
      return result.problems;
    case "alreadyCommitted": {
      if (result.sameBytes) return [];
      return [problem("mailing/bytes-differ", { file: files[0]?.path ?? "", client })];
    }
    default:
      return result satisfies never;
  }
}
