import { cpSync, existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { CommandRun, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { table } from "../table.ts";
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

/** `demo`: the whole way on the fictional sample, in a fresh folder, ending with the files to open. */
export function demo(dir: string): CommandRun {
  return async (outer) => {
    // One document for the whole: what the steps print goes beside it.
    const context = outer.terminal.json ? { ...outer, terminal: outer.terminal.aside() } : outer;
    const { terminal } = context;
    const folder = freshFolder(dir, "larkspur");
    cpSync(sampleFolder, folder, { recursive: true });
    const copies = join(folder, "check");
    const steps: readonly (readonly [title: string, run: CommandRun, goesOn: readonly ExitCode[]])[] = [
      // The sample has rows that must be held: check says so and ends with 1.
      ["Check the lists", check(folder, { copies }), [exitCodes.done, exitCodes.problems]],
      ["Whom to tell, by when", duties(folder, {}), [exitCodes.done]],
      ["Write the proofs", proofs(folder, {}), [exitCodes.done]],
      [
        "Approve them",
        approve(folder, { by: "Demo Reviewer (nobody has read these)", all: true }),
        [exitCodes.done],
      ],
      ["Produce letters and e-mails", run(folder, {}), [exitCodes.done]],
      ["Read everything back", verify(folder, {}), [exitCodes.done]],
      ["Reconcile", reconcile(folder, {}), [exitCodes.done]],
      ["Pack for the mail house", handOver(folder, { gzip: true }), [exitCodes.done]],
    ];
    for (const [index, [title, step, goesOn]] of steps.entries()) {
      terminal.print();
      terminal.print(terminal.style("bold", `${index + 1}. ${title}`));
      const ended = await step(context);
      if (!goesOn.includes(ended)) return ended;
    }
    showFiles(context, folder, copies);
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
  for (const client of clients) print(`letters of ${client}`, list(join(out, client, "print"), ".pdf")[0]);
  print("their index for the mail house", list(join(out, clients[0] ?? "", "print"), ".csv")[0]);
  const messages = clients.flatMap((client) => list(join(out, client, "email"), ".eml").slice(0, 1));
  print("an e-mail", messages[0]);
  print("what a lawyer reads and approves", join(folder, "proofs", "index.html"));
  print("rows to mend, with what is wrong", copies);
  print("the account of everyone, for the file", join(out, "certificate.pdf"));
  print("the same as data", join(out, "certificate.json"));
  print("what the mail house gets", join(out, "hand-over"));
  for (const line of table(["", ""], rows).slice(2)) terminal.print(`  ${line}`);
}
