import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { plainLetter, singleLetter } from "../../letter/index.ts";
import { type LetterRequest, letterOfPerson, type PersonLetter } from "../../mailing/index.ts";
import { type Problem, problem, type Read, stops } from "../../problem/index.ts";
import type { CommandRun } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import {
  refuseUsage,
  refuseWith,
  type Session,
  takeIn,
  withIncident,
  withScratchLedger,
} from "../incident-session.ts";
import { hasLedger } from "../ledger-site.ts";
import { problemDocument, showProblems } from "../show-problems.ts";

type LetterOptions = {
  readonly client?: string;
  readonly largePrint?: boolean;
  readonly text?: boolean;
  readonly out?: string;
};

const refused = refuseWith("mend what stops, then ask for the letter again.");

/**
 * `letter`: one person's letter by itself, accessible: as it was printed if there is a mailing, else a
 * draft. Changes nothing in the ledger and spends no code.
 */
export function letter(folder: string, id: string, options: LetterOptions): CommandRun {
  return async (context) => {
    if (options.largePrint === true && options.text === true)
      return refuseUsage(context, "Give --large-print or --text, not both: plain text has no size.");
    if (options.out !== undefined && !mayWrite(options.out, options.text === true))
      return refuseUsage(context, `${options.out} is there already; name another file.`);
    const choice = hasLedger(folder) ? "own" : "temporary";
    return withIncident(context, folder, choice, refused, async (session) => {
      const { inputs, ledger, tally } = session;
      const mailing = ledger.mailings.get(inputs.hash);
      const request = { inputs, id, client: options.client };
      // The people of another mailing stay in the ledger: a draft reads the lists beside it.
      if (choice === "temporary" || (mailing !== undefined && mailing.state !== "withdrawn"))
        return make(session, request, options);
      const printed = inputs.folder.clients.some(
        ({ client }) =>
          (options.client ?? client.id) === client.id &&
          (ledger.account.find(client.id, id)?.pieces.length ?? 0) > 0,
      );
      if (printed) tally.add([problem("mailing/printed-from-other-inputs", {})]);
      return withScratchLedger((scratch) => make({ ...session, ledger: scratch }, request, options));
    });
  };
}

async function make(
  session: Session,
  request: Omit<LetterRequest, "ledger">,
  options: LetterOptions,
): Promise<ExitCode> {
  const { ledger, tally, context, folder } = session;
  const { terminal } = context;
  const ended = await takeIn(session, refused);
  if (ended !== undefined) return ended;
  const found = letterOfPerson({ ...request, ledger });
  tally.add(found.problems);
  if (found.value === undefined) return refused(session);
  const person = found.value;
  const made = produced(person, options);
  tally.add(made.problems);
  if (made.value === undefined) return refused(session);
  const { bytes, ending, pages, standards } = made.value;
  const file = resolve(options.out ?? join(folder, "letters", person.client, fileName(person, ending)));
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // Personal data: for its owner's eyes only, also where an older file let others read it.
  rmSync(file, { force: true });
  writeFileSync(file, bytes, { mode: 0o600, flag: "wx" });
  const { kind, client } = person;
  const piece = person.letter.pieceId;
  const problems = tally.kept.map(problemDocument);
  terminal.document({ format: 1, kind, client, piece, file, pages, standards, problems });
  terminal.print(file);
  showProblems(terminal, tally);
  const what = saidOf[kind];
  const said = standards.length === 0 ? "" : `; it meets ${standards.join(" and ")}`;
  terminal.note(`${what}${pages === null ? ", as plain text" : `, ${pages} pages${said}`}.`);
  terminal.note(
    kind === "printed"
      ? "Next: send it to the person in the form they asked for."
      : kind === "corrected"
        ? "Next: send it to the person, with a word that the code of the first letter cannot be used."
        : `Next: noticepress approve and run ${folder}; the letter then has its own code and piece id.`,
  );
  return stops(tally.kept) ? exitCodes.problems : exitCodes.done;
}

const saidOf = {
  printed: "The letter as it was printed",
  corrected: "The letter with the new code; the one that was printed is void",
  draft: "A draft, with a sample code",
} as const satisfies Record<PersonLetter["kind"], string>;

/** A corrected letter stands beside the one that was printed. */
function fileName({ kind, letter: { pieceId } }: PersonLetter, ending: string): string {
  return `${pieceId}${kind === "corrected" ? "-corrected" : ""}${ending}`;
}

/** A letter may take an older one's place; a text cannot be told from a list of people. */
function mayWrite(file: string, asText: boolean): boolean {
  return !existsSync(file) || (!asText && readFileSync(file).subarray(0, 5).toString("latin1") === "%PDF-");
}

type Produced = {
  readonly bytes: Uint8Array;
  readonly ending: string;
  /** Null for plain text. */
  readonly pages: number | null;
  readonly standards: readonly string[];
};

function produced(person: PersonLetter, { text, largePrint }: LetterOptions): Read<Produced | undefined> {
  const { notice, stationery, letter: own, clientName, day, foreign } = person;
  if (text === true) {
    const { value, problems } = plainLetter(notice, stationery, own);
    return made(value === undefined ? undefined : Buffer.from(value), ".txt", null, [], problems);
  }
  const { value, problems } = singleLetter(notice, stationery, own, {
    print: largePrint === true ? "large" : "normal",
    author: clientName,
    foreign,
    ...(day === undefined ? {} : { createdOn: day }),
  });
  const ending = largePrint === true ? "-large-print.pdf" : ".pdf";
  return made(value?.pdf, ending, value?.pages ?? null, value?.standards ?? [], problems);
}

function made(
  bytes: Uint8Array | undefined,
  ending: string,
  pages: number | null,
  standards: readonly string[],
  problems: readonly Problem[],
): Read<Produced | undefined> {
  return { value: bytes === undefined ? undefined : { bytes, ending, pages, standards }, problems };
}
