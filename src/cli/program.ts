import type { Writable } from "node:stream";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import { parseDay } from "../calendar/index.ts";
import type { CommandRun } from "./command.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";

/** A command line that was understood, or the exit code of one that was answered or refused. */
export type ParsedCommandLine =
  | { readonly run: CommandRun; readonly json: boolean }
  | { readonly run: undefined; readonly exitCode: ExitCode };

const folderArgument = ["<folder>", "the incident folder: incident.json, clients/, templates/"] as const;
const exitCodeHelp = `
Exit codes: 0 done, 1 problems, 2 wrong usage or configuration, 3 incomplete: run the same command again.
Results go to stdout, progress and warnings to stderr.`;

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError("A whole number from 1.");
  return number;
}

function calendarDay(text: string) {
  const day = parseDay(text);
  if (day === undefined) throw new InvalidArgumentError("A calendar day, YYYY-MM-DD.");
  return day;
}

/** Reads the command line; each command's code is loaded only when it is the one that was asked for. */
export async function parseCommandLine(
  words: readonly string[],
  out: Writable,
  err: Writable,
): Promise<ParsedCommandLine> {
  let run: CommandRun | undefined;
  let json = false;
  const program = new Command("noticepress")
    .description(
      "From a data breach to the letters and e-mails the law requires, with an account of everyone.\n" +
        "It informs lawyers; it does not replace them.",
    )
    .version(packageJson.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => err.write(text) })
    .showSuggestionAfterError()
    .addHelpText("after", exitCodeHelp);

  const command = (name: string, description: string) =>
    program
      .command(name)
      .description(description)
      .addOption(new Option("--json", "print one JSON document"))
      .addHelpText("after", exitCodeHelp);
  const onFolder = (name: string, description: string) =>
    command(name, description).argument(folderArgument[0], folderArgument[1]);

  onFolder("check", "read everything, report every problem and the counts, change nothing")
    .option("--copies <dir>", "write copies of the people files with a problem column, for fixing")
    .action(async (folder: string, options) => {
      const { check } = await import("./commands/check.ts");
      json = options.json === true;
      run = check(folder, options);
    });
  onFolder("duties", "whom to tell, by when, and why")
    .option("--client <id>", "only this client")
    .option("--on <day>", "count the days left from this day (YYYY-MM-DD)", calendarDay)
    .option("--why", "print the reasons and questions of every duty")
    .action(async (folder: string, options) => {
      const { duties } = await import("./commands/duties.ts");
      json = options.json === true;
      run = duties(folder, options);
    });
  onFolder("proofs", "write one draft letter per variant, for approval")
    .option("--out <dir>", "where to write (default: proofs/ in the incident folder)")
    .action(async (folder: string, options) => {
      const { proofs } = await import("./commands/proofs.ts");
      json = options.json === true;
      run = proofs(folder, options);
    });
  onFolder("approve", "record the approval of proofs that were read")
    .requiredOption("--by <name>", "who read and approves")
    .option("--all", "every variant of the proof set")
    .option("--variant <key...>", "these variants")
    .option("--proofs <dir>", "the proof set (default: proofs/ in the incident folder)")
    .action(async (folder: string, options) => {
      const { approve } = await import("./commands/approve.ts");
      json = options.json === true;
      run = approve(folder, options);
    });
  onFolder("run", "produce everything that is approved; run again after an interruption")
    .option("--out <dir>", "where to write (default: out/ in the incident folder)")
    .option(
      "--start-over",
      "give up a mailing made from other inputs, of which nothing was sent, and its files",
    )
    .option("--next-wave", "a mailing made from other inputs was sent: write only to people not yet told")
    .action(async (folder: string, options) => {
      const { run: runCommand } = await import("./commands/run.ts");
      json = options.json === true;
      run = runCommand(folder, options);
    });
  onFolder("verify", "read the finished print streams and e-mails back and compare them with the ledger")
    .option("--out <dir>", "where the run wrote (default: out/ in the incident folder)")
    .action(async (folder: string, options) => {
      const { verify } = await import("./commands/verify.ts");
      json = options.json === true;
      run = verify(folder, options);
    });
  onFolder("reconcile", "prove that every row is in exactly one outcome and that all totals tie")
    .option("--out <dir>", "where the run wrote (default: out/ in the incident folder)")
    .action(async (folder: string, options) => {
      const { reconcile } = await import("./commands/reconcile.ts");
      json = options.json === true;
      run = reconcile(folder, options);
    });
  command("sample", "write a fictional incident of any size; the same seed gives the same bytes")
    .argument("<dir>", "a folder that does not exist yet or is empty")
    .requiredOption("--people <count>", "people in all", wholeNumber)
    .option("--clients <count>", "client organisations", wholeNumber, 4)
    .option("--seed <number>", "any whole number", wholeNumber, 2023)
    .action(async (dir: string, options) => {
      const { sample } = await import("./commands/sample.ts");
      json = options.json === true;
      run = sample(dir, options);
    });
  command("demo", "the whole way on the fictional sample, in a fresh folder")
    .argument("[dir]", "where to put it (default: demo/ in the current folder)")
    .action(async (dir: string | undefined, options) => {
      const { demo } = await import("./commands/demo.ts");
      json = options.json === true;
      run = demo(dir ?? "demo");
    });

  if (words.length === 0) {
    out.write(program.helpInformation());
    return { run: undefined, exitCode: exitCodes.usage };
  }
  try {
    await program.parseAsync(words, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError)
      return { run: undefined, exitCode: error.exitCode === 0 ? exitCodes.done : exitCodes.usage };
    throw error;
  }
  return run === undefined ? { run: undefined, exitCode: exitCodes.usage } : { run, json };
}
