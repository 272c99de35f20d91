import { join, resolve } from "node:path";
import { writeProofs } from "../../mailing/index.ts";
import type { CommandRun } from "../command.ts";
import { composeTexts } from "../compose-texts.ts";
import { exitCodes } from "../exit-code.ts";
import { noteHeld, refuseWith, withIncident } from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { showProblems } from "../show-problems.ts";
import { table } from "../table.ts";

const refused = refuseWith("mend what stops, then write the proofs again.");

/** `proofs`: one draft for each distinct text, with the content check. */
export function proofs(folder: string, options: { readonly out?: string }): CommandRun {
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const { terminal } = context;
      const composed = await composeTexts(session, refused);
      if ("ended" in composed) return composed.ended;
      const out = resolve(options.out ?? join(folder, "proofs"));
      const progress = startProgress(
        terminal,
        "Writing proofs",
        "texts",
        composed.groups.length,
        context.now,
      );
      const { proofs: set, problems } = await writeProofs({
        inputs: session.inputs,
        groups: composed.groups,
        texts: composed.texts,
        out,
        progress: progress.advance,
      });
      progress.end();
      session.tally.add(problems);
      terminal.document(set);
      const rows = set.texts.map((text) => [
        text.file,
        String(text.people),
        String(text.variants.length),
        text.readability.toFixed(1),
      ]);
      for (const line of table(["proof", "people", "variants", "grade"], rows, [
        "left",
        "right",
        "right",
        "right",
      ]))
        terminal.print(line);
      showProblems(terminal, session.tally);
      noteHeld(session);
      const variants = set.texts.reduce((sum, text) => sum + text.variants.length, 0);
      terminal.note(
        `${set.texts.length} distinct texts for ${variants} variants are in ${out}; every page says DRAFT.`,
      );
      terminal.note(`Next: read them, then noticepress approve ${folder} --by "Your name" --all`);
      return exitCodes.done;
    });
}
