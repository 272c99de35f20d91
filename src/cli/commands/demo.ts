import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandRun, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { table } from "../table.ts";
import { Terminal } from "../terminal.ts";
import { approve } from "./approve.ts";
import { check } from "./check.ts";
import { duties } from "./duties.ts";
import { handOver } from "./hand-over.ts";
import { proofs } from "./proofs.ts";
import { reconcile } from "./reconcile.ts";
import { run } from "./run.ts";
import { verify } from "./verify.ts";

const sampleFolder = join(import.meta.dirname, "..", "..", "..", "samples", "larkspur");

/** The first of `name`, `name-2`, `name-3`, … that is not there: an earlier demo is never touched. */
function freshFolder(dir: string, name: string): string {
  for (let number = 1; ; number++) {
    const folder = join(dir, number === 1 ? name : `${name}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}

type Step = {
  readonly title: string;
  readonly file: string;
  readonly run: CommandRun;
  /** The lines of its output that say what came of it. */
  readonly outcome: RegExp;
  readonly goesOn?: readonly ExitCode[];
};

function stepsIn(folder: string, copies: string): readonly Step[] {
  return [
    {
      title: "Check the lists",
      file: "1-check.txt",
      run: check(folder, { copies }),
      outcome: /^\d+ rows = |have no address/,
      // The sample has rows that must be held: check says so and ends with 1.
      goesOn: [exitCodes.done, exitCodes.problems],
    },
    {
      title: "Whom to tell, by when",
      file: "2-duties.txt",
      run: duties(folder, {}),
      outcome: /looked at: |due now\.$|OVERDUE on|^The next last day/,
    },
    {
      title: "Write a proof of every text",
      file: "3-proofs.txt",
      run: proofs(folder, {}),
      outcome: /distinct texts? for/,
    },
    {
      title: "Approve them, once they were read",
      file: "4-approve.txt",
      run: approve(folder, { by: "Demo Reviewer (nobody has read these)", all: true }),
      outcome: /approved by/,
    },
    {
      title: "Produce letters and e-mails",
      file: "5-run.txt",
      run: run(folder, {}),
      outcome: /^\d+ people = |^\d+ pages on /,
    },
    {
      title: "Read everything back",
      file: "6-verify.txt",
      run: verify(folder, {}),
      outcome: /read back|^Every one says/,
    },
    {
      title: "Account for everyone",
      file: "7-reconcile.txt",
      run: reconcile(folder, {}),
      outcome: /^\d+ rows = |totals tie/,
    },
    {
      title: "Pack for the mail house",
      file: "8-hand-over.txt",
      run: handOver(folder, { gzip: true }),
      outcome: /^Not encrypted/,
    },
  ];
}

/**
 * `demo`: the whole way on the fictional sample, in a fresh folder, ending with the files to open. Of what each
 * step prints only the outcome is shown; all of it is in a file.
 */
export function demo(dir: string): CommandRun {
  return async (outer) => {
    // One document for the whole: what is printed on the way goes beside it.
    const terminal = outer.terminal.json ? outer.terminal.aside() : outer.terminal;
    const folder = freshFolder(dir, "larkspur");
    cpSync(sampleFolder, folder, { recursive: true });
    const copies = join(folder, "check");
    const printed = join(folder, "printed");
    mkdirSync(printed);
    terminal.print(`A fictional breach of four organisations and two thousand people, in ${folder}.`);
    for (const [index, step] of stepsIn(folder, copies).entries()) {
      const { file, goesOn = [exitCodes.done] } = step;
      terminal.print();
      terminal.print(terminal.style("bold", `${index + 1}. ${step.title}`));
      const { terminal: kept, lines } = Terminal.recording();
      const ended = await step.run({ ...outer, terminal: kept });
      writeFileSync(join(printed, file), `${lines.join("\n")}\n`);
      if (!goesOn.includes(ended)) {
        for (const line of lines) terminal.note(line);
        return ended;
      }
      for (const line of lines) if (step.outcome.test(line)) terminal.print(`   ${line}`);
      terminal.print(terminal.style("dim", `   all of it: ${join(printed, file)}`));
    }
    showFiles({ ...outer, terminal }, folder, copies);
    outer.terminal.document({ format: 1, folder });
    return exitCodes.done;
  };
}

function showFiles({ terminal }: Context, folder: string, copies: string): void {
  const out = join(folder, "out");
  const list = (dir: string, ending: string) =>
    existsSync(dir)
      ? readdirSync(dir)
          .filter((name) => name.endsWith(ending))
          .sort()
          .map((name) => join(dir, name))
      : [];
  const clients = readdirSync(join(folder, "clients")).sort();
  terminal.print();
  terminal.print(terminal.style("bold", "Open these"));
  const rows: string[][] = [];
  const print = (what: string, path: string | undefined) => {
    if (path !== undefined) rows.push([what, path]);
  };
  print("what a lawyer reads and approves", join(folder, "proofs", "index.html"));
  const [first = ""] = clients;
  print(`letters of ${first}`, list(join(out, first, "print"), ".pdf")[0]);
  print("their index for the mail house", list(join(out, first, "print"), ".csv")[0]);
  const messages = clients.flatMap((client) => list(join(out, client, "email"), ".eml").slice(0, 1));
  print("an e-mail", messages[0]);
  print("rows to mend, with what is wrong", copies);
  print("the account of everyone, for the file", join(out, "certificate.pdf"));
  print("the same as data", join(out, "certificate.json"));
  print("what the mail house gets", join(out, "hand-over"));
  for (const line of table(["", ""], rows).slice(2)) terminal.print(`  ${line}`);
}
