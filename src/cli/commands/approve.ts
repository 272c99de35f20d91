import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseProofSet, approve as recordApproval } from "../../approval/index.ts";
import { currentTexts } from "../../mailing/index.ts";
import { problem } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { composeTexts } from "../compose-texts.ts";
import { exitCodes } from "../exit-code.ts";
import { refuseUsage, refuseWith, withIncident } from "../incident-session.ts";
import { whySoMany, writeProofMatrix } from "../write-proof-matrix.ts";

export type ApproveOptions = {
  readonly by: string;
  readonly all?: boolean;
  readonly variant?: readonly string[];
  readonly proofs?: string;
};

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function hashOf(file: string): string | undefined {
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : undefined;
}

/** `approve`: records that somebody read these proofs and approves them, bound to what they saw. */
export function approve(folder: string, options: ApproveOptions): CommandRun {
  const refused = refuseWith("noticepress proofs <folder>, read what is new, then approve again.");
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const { terminal } = context;
      const which = options.all === true ? "all" : options.variant;
      if (
        which === undefined ||
        (options.all === true && options.variant !== undefined) ||
        options.by.trim() === ""
      ) {
        return refuseUsage(
          context,
          "Say whose approval it is (--by) and of what: either --all, or --variant with the keys.",
        );
      }
      const file = join(options.proofs ?? join(folder, "proofs"), "proofs.json");
      const proofs = parseProofSet(textOf(file) ?? "");
      if (proofs === undefined) {
        session.tally.add([problem("approval/no-proofs", { file })]);
        return refused(session);
      }
      if (proofs.texts.length === 0) {
        session.tally.add([problem("approval/nothing-to-read", { file })]);
        return refused(session);
      }
      const composed = await composeTexts(session, refused);
      if ("ended" in composed) return composed.ended;
      const { approved, problems } = recordApproval(session.ledger, currentTexts(composed.groups), {
        proofs,
        proofsFile: file,
        proofOnDisk: (proof) => hashOf(join(dirname(file), proof)),
        which,
        reviewer: options.by.trim(),
        at: context.instant(),
      });
      session.tally.add(problems);
      if (problems.length > 0) return refused(session);
      writeProofMatrix(session, proofs, whySoMany(composed.groups), dirname(file));
      terminal.document({ format: 1, approved });
      const texts = new Set(
        approved.map(
          ({ variant }) =>
            proofs.texts.find((text) => text.variants.some((each) => each.variant === variant))?.key,
        ),
      );
      terminal.print(`${texts.size} texts (${approved.length} variants) approved by ${options.by.trim()}.`);
      terminal.note(`Next: noticepress run ${folder}`);
      return exitCodes.done;
    });
}
