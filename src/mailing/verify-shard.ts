import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FileRecord, Ledger, PieceRecord } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { Census } from "./census.ts";
import { envelopeLines } from "./envelope-lines.ts";
import { type MailingInputs, mailingDay, stationeryOf } from "./inputs.ts";
import { type DigitsOf, intelligentMailDigits } from "./intelligent-mail-digits.ts";
import { Expectations } from "./verify-expectations.ts";
import { type ImbOf, indexCheck } from "./verify-index.ts";
import { expectedIntelligentMail } from "./verify-intelligent-mail.ts";
import { messageFaults } from "./verify-message.ts";
import { type SampleRequest, sampleOf } from "./verify-sample.ts";
import { streamProblems } from "./verify-stream.ts";

/** A finished shard. */
export type ShardTask = {
  readonly mailing: string;
  readonly shard: number;
  readonly client: string;
  readonly channel: "letter" | "email";
  readonly pieces: number;
};

/** A shard with those of its files that are there. */
type ShardAtHand = ShardTask & { readonly files: readonly FileRecord[] };

/** What was found in a shard: as plain data, which can come from another thread. */
export type ShardVerified = {
  /** Files of the shard that are there. */
  readonly files: number;
  readonly letters: number;
  readonly emails: number;
  readonly wrong: number;
  readonly problems: readonly Problem[];
};

/** What every shard of a mailing is verified with. */
export type VerifyContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly out: string;
  readonly census: Pick<Census, "exposed" | "populations">;
  readonly sample: SampleRequest | undefined;
};

type Progress = (pieces: number) => void;

// Told by the piece, a thread would spend as long on telling as on reading.
const progressStep = 50;

/** What verifies shards one after the other; texts that were composed for one serve the next. */
export function shardVerifier(
  context: VerifyContext,
): (task: ShardTask, progress: Progress) => Promise<ShardVerified> {
  const expectations = new Expectations(context.inputs, context.ledger, context.census);
  const { ledger, out } = context;
  return async (task, progress) => {
    const all = ledger.account.filesOfShard(task.mailing, task.shard);
    const files = all.filter(({ path }) => existsSync(join(out, path)));
    const shard = { ...task, files };
    const found =
      task.channel === "email"
        ? await verifyMessages(context, expectations, shard, progress)
        : await verifyStream(context, expectations, shard, progress);
    if (files.length === all.length) return { ...found, files: files.length };
    const there = new Set(files);
    const missing = all.filter((file) => !there.has(file));
    const facts = { mailing: task.mailing.slice(0, 8) };
    return {
      ...found,
      files: files.length,
      wrong: found.wrong + missing.reduce((sum, { pieces }) => sum + Math.max(1, pieces), 0),
      problems: [
        ...missing.map(({ path }) => problem("mailing/file-missing", { file: path }, facts)),
        ...found.problems,
      ],
    };
  };
}

type Found = Omit<ShardVerified, "files">;

function wantedIn({ sample }: VerifyContext, { shard, pieces }: ShardTask): (place: number) => boolean {
  if (sample === undefined) return () => true;
  const chosen = sampleOf(pieces, String(shard), sample);
  return (place) => chosen.has(place);
}

/** What a piece's row of the index says of its barcode. */
function imbOf(inputs: MailingInputs, client: string, digitsOf: DigitsOf): ImbOf {
  const stationery = stationeryOf(inputs, client, false);
  return ({ individual, sequence }) =>
    individual === undefined || stationery === undefined
      ? ""
      : expectedIntelligentMail(digitsOf(individual, sequence), envelopeLines(individual), stationery);
}

/** A print stream and its indexes; every piece is asked of the ledger once. */
async function verifyStream(
  context: VerifyContext,
  expectations: Expectations,
  task: ShardAtHand,
  progress: Progress,
): Promise<Found> {
  const { inputs, ledger, out } = context;
  const digitsOf = intelligentMailDigits(inputs, ledger, task.mailing);
  const indexes = task.files
    .filter(({ path }) => !path.endsWith(".pdf"))
    .map(({ path, client }) => indexCheck(out, path, imbOf(inputs, client, digitsOf)));
  const isWanted = wantedIn(context, task);
  const pieces = (function* () {
    const all = ledger.account.pieces(task.mailing, { shard: task.shard });
    for (const piece of expectations.ahead(all, isWanted)) {
      for (const index of indexes) index.add(piece);
      yield piece;
    }
  })();
  const found = { letters: 0, emails: 0, wrong: 0, problems: [] as Problem[] };
  for (const file of task.files.filter(({ path }) => path.endsWith(".pdf"))) {
    const stream = await streamProblems({
      inputs,
      expectations,
      out,
      file,
      digitsOf,
      pieces: keptOpen(pieces),
      isWanted,
      progress,
    });
    found.letters += stream.letters;
    found.wrong += stream.wrong;
    found.problems.push(...stream.problems);
  }
  // What the stream did not ask for, because it is missing or ends early, the indexes must still have.
  for (const _ of pieces);
  for (const index of indexes) {
    const problems = index.end();
    found.wrong += problems.length;
    found.problems.push(...problems);
  }
  return found;
}

/** The same items; whoever stops reading does not end them. */
function* keptOpen<Item>(items: Iterator<Item>): Generator<Item> {
  for (let step = items.next(); step.done !== true; step = items.next()) yield step.value;
}

async function verifyMessages(
  context: VerifyContext,
  expectations: Expectations,
  task: ShardAtHand,
  progress: Progress,
): Promise<Found> {
  const { ledger } = context;
  const there = new Map(task.files.map((file) => [file.path, file]));
  const isWanted = wantedIn(context, task);
  const found = { letters: 0, emails: 0, wrong: 0, problems: [] as Problem[] };
  let place = 0;
  const all = ledger.account.pieces(task.mailing, { shard: task.shard });
  for (const piece of expectations.ahead(all, isWanted)) {
    const file = there.get(piece.file);
    if (!isWanted(place++) || file === undefined) continue;
    const problems = await messageProblems(context, expectations, file, piece);
    found.problems.push(...problems);
    found.emails += 1;
    if (problems.length > 0) found.wrong += 1;
    if (found.emails % progressStep === 0) progress(progressStep);
  }
  progress(found.emails % progressStep);
  return found;
}

async function messageProblems(
  { inputs, out }: VerifyContext,
  expectations: Expectations,
  file: FileRecord,
  piece: PieceRecord,
): Promise<readonly Problem[]> {
  const { individual, text, binding } = expectations.of(piece);
  const day = mailingDay(inputs, file.client);
  if (day === undefined) throw new Error("a client whose e-mails were written has no mailing day");
  const faults = await messageFaults(readFileSync(join(out, file.path)), text, individual, binding, day);
  return faults.map((what) =>
    problem("mailing/email-differs", { file: file.path, client: file.client }, { what }),
  );
}
