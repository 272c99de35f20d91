import type { Writable } from "node:stream";
import { Command, CommanderError } from "commander";
import packageJson from "../../package.json" with { type: "json" };
import type { CommandRun } from "./command.ts";
import {
  calendarDay,
  databaseOption,
  exitCodeHelp,
  folderArgument,
  jsonOption,
  runOutOption,
  wholeNumber,
  workersOption,
} from "./command-options.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";

/** A command line that was understood, or the exit code of one that was answered or refused. */
export type ParsedCommandLine =
  | { readonly run: CommandRun; readonly json: boolean; readonly database: string | undefined }
  | { readonly run: undefined; readonly exitCode: ExitCode };

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

  const command = (name: string, description: string, under = program, options?: { isDefault: boolean }) =>
    under
      .command(name, options)
      .description(description)
      .addOption(jsonOption())
      .addHelpText("after", exitCodeHelp);
  let database: string | undefined;
  program.hook("preAction", (_, action) => {
    database = action.opts<{ database?: string }>().database;
  });
  const onFolder = (name: string, description: string) =>
    command(name, description).argument(folderArgument[0], folderArgument[1]).addOption(databaseOption());

  command("init", "a new incident folder with example values to replace, and a README.md about every field")
    .argument("<dir>", "a folder that does not exist yet or is empty")
    .action(async (dir: string, options) => {
      const { init } = await import("./commands/init.ts");
      json = options.json === true;
      run = init(dir);
    });
  onFolder("check", "read everything, report every problem and the counts, change nothing")
    .option("--copies <dir>", "write copies of the people files with a problem column, for fixing")
    .action(async (folder: string, options) => {
      const { check } = await import("./commands/check.ts");
      json = options.json === true;
      run = check(folder, options);
    });
  onFolder("duties", "whom to tell, by when, and why")
    .option("--client <id>", "only this client")
    .option("--on <day>", "count the days left from this day (YYYY-MM-DD; default: today)", calendarDay)
    .option("--why", "print the reasons and questions of every duty")
    .option("--ics <file>", "write a calendar file with an event for every last day")
    .action(async (folder: string, options) => {
      const { duties } = await import("./commands/duties.ts");
      json = options.json === true;
      run = duties(folder, options);
    });
  const law = program
    .command("law")
    .description("the rules themselves: which are loaded, what they say, how far they can be trusted")
    .addHelpText("after", exitCodeHelp);
  command("list", "every jurisdiction, its rules, and how far they were read", law, {
    isDefault: true,
  }).action(async (options) => {
    const { lawList } = await import("./commands/law.ts");
    json = options.json === true;
    run = lawList();
  });
  command("show", "one jurisdiction's law, provision by provision, with citations", law)
    .argument("<jurisdiction...>", "its id or name: US-CA, ca, New York")
    .option("--on <day>", "as in force on this day (YYYY-MM-DD; default: today)", calendarDay)
    .action(async (words: string[], options) => {
      const { lawShow } = await import("./commands/law.ts");
      json = options.json === true;
      run = lawShow(words.join(" "), options);
    });
  command("lint", "check the law files, and tell which rules nobody has looked at for long", law)
    .option("--on <day>", "judge their age on this day (YYYY-MM-DD; default: today)", calendarDay)
    .option("--months <count>", "how many months a rule may go without being looked at", wholeNumber, 6)
    .option("--files <dir>", "another folder of law files (default: the program's own)")
    .action(async (options) => {
      const { lawLint } = await import("./commands/law.ts");
      json = options.json === true;
      run = lawLint(options);
    });
  onFolder("proofs", "write a draft of every text, with the extremes and a matrix, for approval")
    .option("--out <dir>", "where to write (default: proofs/ in the incident folder)")
    .addOption(workersOption("draft"))
    .action(async (folder: string, options) => {
      const { proofs } = await import("./commands/proofs.ts");
      json = options.json === true;
      run = proofs(folder, options);
    });
  onFolder("compare", "what one variant says, and its laws ask, that another does not")
    .argument("<one>", "a variant's key from the proofs, or a jurisdiction: US-TX, texas")
    .argument("<other>", "the same")
    .option("--client <id>", "where jurisdictions are named: only variants of this client")
    .option("--html <file>", "write the comparison as a page, side by side")
    .action(async (folder: string, one: string, other: string, options) => {
      const { compare } = await import("./commands/compare.ts");
      json = options.json === true;
      run = compare(folder, one, other, options);
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
  onFolder("codes", "how far the codes of every offer reach; or void a person's code and give another")
    .option("--void <client/person>", "the provider says that this person's code cannot be used")
    .option("--reason <text>", "why, without personal data; kept on record")
    .option("--by <name>", "who says so")
    .option("--offer <id>", "whose code, if the person has several")
    .option("--show-code", "print the new code")
    .action(async (folder: string, options) => {
      const { codes } = await import("./commands/codes.ts");
      json = options.json === true;
      run = codes(folder, options);
    });
  onFolder("run", "produce everything that is approved; run again after an interruption")
    .option("--out <dir>", "where to write (default: out/ in the incident folder)")
    .option(
      "--start-over",
      "give up a mailing made from other inputs, or with codes voided since, of which nothing was sent, and its files",
    )
    .option("--next-wave", "a mailing made from other inputs was sent: write only to people not yet told")
    .addOption(workersOption("press"))
    .option(
      "--collect <url>",
      "with --database: where workers put finished shards, if that is s3://bucket/prefix",
    )
    .action(async (folder: string, options) => {
      const { run: runCommand } = await import("./commands/run.ts");
      json = options.json === true;
      run = runCommand(folder, options);
    });
  command("worker", "press shards of every run on a database, on this machine, until Ctrl-C")
    .addOption(databaseOption())
    .requiredOption(
      "--out <place>",
      "the runs' output folder as every machine sees it, or s3://bucket/prefix",
    )
    .addOption(workersOption("press"))
    .option("--idle <seconds>", "end when there was nothing to do for so long", wholeNumber)
    .action(async (options) => {
      const { worker } = await import("./commands/worker.ts");
      json = options.json === true;
      run = worker(options);
    });
  onFolder("verify", "read the finished print streams and e-mails back and compare them with the ledger")
    .addOption(runOutOption())
    .addOption(workersOption("read"))
    .option("--sample <count>", "only a look: read so many pieces of each stream, not all", wholeNumber)
    .option("--seed <text>", "with --sample: decides which pieces (default: the mailing's own hash)")
    .action(async (folder: string, options) => {
      const { verify } = await import("./commands/verify.ts");
      json = options.json === true;
      run = verify(folder, options);
    });
  onFolder("reconcile", "prove that every row is in exactly one outcome and that all totals tie")
    .addOption(runOutOption())
    .addOption(workersOption("count"))
    .action(async (folder: string, options) => {
      const { reconcile } = await import("./commands/reconcile.ts");
      json = options.json === true;
      run = reconcile(folder, options);
    });
  onFolder(
    "hand-over",
    "pack what the mail house gets, a folder for each client; then record that it was sent",
  )
    .option("--client <id>", "only this client")
    .option("--gzip", "compress every file")
    .option(
      "--encrypt-to <key...>",
      "files with the OpenPGP public keys of whoever may read it, one key each",
    )
    .option("--to <dir>", "where to write (default: hand-over/<mailing>/ in the output folder)")
    .addOption(runOutOption())
    .option("--sent", "record that the mailing was sent: it can no longer be withdrawn")
    .option("--by <name>", "with --sent: who sent it")
    .action(async (folder: string, options) => {
      const { handOver } = await import("./commands/hand-over.ts");
      json = options.json === true;
      run = handOver(folder, options);
    });
  onFolder(
    "purge",
    "delete the personal data of a mailing that is over, after its day; shows first what goes",
  )
    .requiredOption("--on <day>", "today or an earlier day from which it may go (YYYY-MM-DD)", calendarDay)
    .option("--by <name>", "who deletes it; with --confirm")
    .option("--confirm", "delete it: nobody can bring it back")
    .action(async (folder: string, options) => {
      const { purge } = await import("./commands/purge.ts");
      json = options.json === true;
      run = purge(folder, options);
    });
  onFolder("status", "where everything stands, the next last days, and what to run next; changes nothing")
    .addOption(runOutOption())
    .action(async (folder: string, options) => {
      const { status } = await import("./commands/status.ts");
      json = options.json === true;
      run = status(folder, options);
    });
  onFolder("report", "write the website notice, press releases, and a vendor's notices to its clients")
    .option("--out <dir>", "where to write report/ (default: out/ in the incident folder)")
    .option("--approve-by <name>", "who has read the drafts and approves them; then writes them for use")
    .action(async (folder: string, options) => {
      const { report } = await import("./commands/report.ts");
      json = options.json === true;
      run = report(folder, options);
    });
  onFolder("letter", "one person's letter by itself, accessible: as printed, or a draft before the run")
    .argument("<person>", "the person's id in the client's people file")
    .option("--client <id>", "whose person, if several clients use the id")
    .option("--large-print", "in letters of 18 points at least")
    .option("--text", "as plain text, for screen readers and braille")
    .option(
      "--out <file>",
      "where to write (default: letters/ in the incident folder, named by the piece id)",
    )
    .action(async (folder: string, person: string, options) => {
      const { letter } = await import("./commands/letter.ts");
      json = options.json === true;
      run = letter(folder, person, options);
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
  return run === undefined ? { run: undefined, exitCode: exitCodes.usage } : { run, json, database };
}
