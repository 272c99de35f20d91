import { InvalidArgumentError, Option } from "commander";
import { type Day, parseDay } from "../calendar/index.ts";

/** What `--help` of every command ends with. */
export const exitCodeHelp = `
Exit codes: 0 done, 1 problems, 2 wrong usage or configuration, 3 incomplete: run the same command again.
Results go to stdout, progress and warnings to stderr.`;

/** The argument that most commands begin with, and what it is. */
export const folderArgument = [
  "<folder>",
  "the incident folder: incident.json, clients/, templates/",
] as const;

/** A whole number from 1 of the command line; anything else is refused with that wording. */
export function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError("A whole number from 1.");
  return number;
}

/** A day of the command line, YYYY-MM-DD; anything else is refused with that wording. */
export function calendarDay(text: string): Day {
  const day = parseDay(text);
  if (day === undefined) throw new InvalidArgumentError("A calendar day, YYYY-MM-DD.");
  return day;
}

/** `--json`, which every command knows. */
export const jsonOption = () => new Option("--json", "print one JSON document");

/** `--database`, for commands that open a ledger. */
export const databaseOption = () =>
  new Option(
    "--database <url>",
    "postgres://…: where the ledger is, instead of a file beside the incident",
  ).env("NOTICEPRESS_DATABASE");

/** `--out` of commands that look at what a run wrote. */
export const runOutOption = () =>
  new Option("--out <dir>", "where the run wrote (default: out/ in the incident folder)");

/** `--workers`, and what the threads do. */
export const workersOption = (threads: string) =>
  new Option(
    "--workers <count>",
    `threads that ${threads} (default: as many as processors, four at most)`,
  ).argParser(wholeNumber);
