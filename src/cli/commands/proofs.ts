import { join, resolve } from "node:path";
import type { ProofSet, ProofText } from "../../approval/index.ts";
import { readyToRun } from "../../incident/index.ts";
import { writeProofs } from "../../mailing/index.ts";
import { problem, stops } from "../../problem/index.ts";
import { facetReportWords } from "../../report/index.ts";
import type { CommandRun } from "../command.ts";
import { composeTexts } from "../compose-texts.ts";
import { exitCodes } from "../exit-code.ts";
import { interrupted, noteHeld, refuseWith, withIncident } from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { proofPages } from "../proof-pages.ts";
import { showProblems } from "../show-problems.ts";
import { table } from "../table.ts";
import { threadsFor } from "../thread-counts.ts";
import { whySoMany, writeProofMatrix } from "../write-proof-matrix.ts";

const refused = refuseWith("mend what stops, then write the proofs again.");

// Below, starting a thread takes longer than its drafts.
const textsPerThread = 200;

type ProofsOptions = { readonly out?: string; readonly workers?: number };

/** `proofs`: one draft for each distinct text, with the content check. */
export function proofs(folder: string, options: ProofsOptions): CommandRun {
  return (context) =>
    withIncident(context, folder, "own", refused, async (session) => {
      const { terminal } = context;
      const composed = await composeTexts(session, refused, options.workers);
      if ("ended" in composed) return composed.ended;
      session.tally.add(readyToRun(session.inputs.folder));
      if (composed.groups.length === 0) session.tally.add([problem("approval/nothing-to-read", {})]);
      if (stops(session.tally.kept)) return refused(session);
      const out = resolve(options.out ?? join(folder, "proofs"));
      const texts = composed.groups.length;
      const threads = threadsFor(options.workers, texts, textsPerThread);
      const progress = startProgress(terminal, "Writing proofs", "texts", texts, context.now);
      const written = await writeProofs({
        inputs: session.inputs,
        ledger: session.ledger,
        ...composed,
        out,
        pageOf: proofPages(session.inputs),
        threads: { module: new URL("../draft-thread.ts", import.meta.url), count: threads },
        progress: progress.advance,
        aborted: () => context.signal.aborted,
      }).finally(progress.end);
      if (written.kind === "incomplete") {
        session.tally.add(written.problems);
        return interrupted(context, session.tally);
      }
      const { proofs: set, problems } = written;
      const facets = whySoMany(composed.groups);
      writeProofMatrix(session, set, facets, out);
      session.tally.add(problems);
      terminal.document({ ...set, facets: facets.facets });
      for (const line of table(header, summary(set), ["left", "right", "right", "right", "right"]))
        terminal.print(line);
      showProblems(terminal, session.tally);
      noteHeld(session);
      const variants = set.texts.reduce((sum, text) => sum + text.variants.length, 0);
      terminal.note(
        `${set.texts.length} distinct texts for ${variants} variants are in ${out}; every page says DRAFT. Open ${join(out, "index.html")}, or proofs.csv as a spreadsheet.`,
      );
      const [most, ...more] = facetReportWords(facets);
      if (most !== undefined) terminal.note(`Why so many: ${most}`);
      for (const reason of more) terminal.note(`  ${reason}`);
      terminal.note(`Next: read them, then noticepress approve ${folder} --by "Your name" --all`);
      return exitCodes.done;
    });
}

const header = ["client", "texts", "variants", "people", "reading grade"];

/** One row a client; the list of every text is in proofs.csv. */
function summary({ texts }: ProofSet): string[][] {
  return [...Map.groupBy(texts, ({ client }) => client)].map(([client, ofClient]) => {
    const sum = (count: (text: ProofText) => number) =>
      ofClient.reduce((total, text) => total + count(text), 0);
    const grades = ofClient.map(({ readability }) => readability);
    return [
      client,
      String(ofClient.length),
      String(sum(({ variants }) => variants.length)),
      String(sum(({ people }) => people)),
      `${Math.min(...grades).toFixed(1)} to ${Math.max(...grades).toFixed(1)}`,
    ];
  });
}
