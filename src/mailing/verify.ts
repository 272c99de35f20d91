import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "../calendar/index.ts";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { clientDuties } from "./client-duties.ts";
import { countOnDisk } from "./disk-count.ts";
import { pathsOf } from "./hand-over-papers.ts";
import type { MailingInputs } from "./inputs.ts";
import { letSignalsIn } from "./let-signals-in.ts";
import { notComplete } from "./not-complete.ts";
import type { LedgerPlace } from "./press-order.ts";
import type { ProblemTally } from "./problem-tally.ts";
import type { RowThreads } from "./row-threads.ts";
import { takeCensusUnless } from "./take-census.ts";
import { handOverProblems } from "./verify-hand-over.ts";
import { listProblems } from "./verify-lists.ts";
import type { SampleRequest } from "./verify-sample.ts";
import { type ShardTask, type ShardVerified, shardVerifier, type VerifyContext } from "./verify-shard.ts";
import { type MailingRead, verifyOnThreads } from "./verify-threads.ts";

export type VerifyRequest = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly out: string;
  readonly tally: ProblemTally;
  /** An empty ledger, for reading the lists a second time. */
  readonly scratch: Ledger;
  /** On which ages count while no mailing day is planned. */
  readonly today: Day;
  /** Where other threads find the ledger, and how many of them read pieces; without it this thread reads them. */
  readonly threads?: { readonly ledger: LedgerPlace; readonly count: number };
  /** Threads that count the people. */
  readonly rowThreads?: RowThreads;
  /** Only so many pieces of each stream are read. Such a look is no verification. */
  readonly sample?: SampleRequest | undefined;
  readonly progress?: (pieces: number) => void;
  readonly aborted?: () => boolean;
};

export type VerifyResult =
  | {
      readonly kind: "verified";
      readonly letters: number;
      readonly emails: number;
      readonly wrong: number;
      /** False while shards are still to be produced. */
      readonly complete: boolean;
      /** There if not every finished piece was read. */
      readonly sample?: SampleRequest & { readonly ofPieces: number };
    }
  /** There is no mailing of these inputs. */
  | { readonly kind: "nothing" }
  /** Somebody stopped it, or a thread was lost, which the tally then says. */
  | { readonly kind: "aborted" };

/**
 * Reads every finished print stream and e-mail back with a reader that shares nothing with the writer, and
 * compares each piece with the ledger and the approved text. Problems go to the tally, in the order of the
 * files, however many threads read them.
 */
export async function verify(request: VerifyRequest): Promise<VerifyResult> {
  const { inputs, ledger, out, tally, sample } = request;
  const mailing = ledger.mailings.get(inputs.hash);
  if (mailing === undefined || mailing.state === "withdrawn") {
    tally.add([problem("mailing/nothing-planned", {})]);
    return { kind: "nothing" };
  }
  const isAborted = request.aborted ?? (() => false);
  const census = await takeCensusUnless(inputs, ledger, { aborted: isAborted, threads: request.rowThreads });
  if (census === "aborted") return { kind: "aborted" };
  const tasks = ledger.mailings
    .shards(mailing.id, "committed")
    .map(({ number, client, channel, count }): ShardTask => {
      return { mailing: mailing.id, shard: number, client, channel, pieces: count };
    });
  const context = { inputs, ledger, out, census, sample };
  const progress = request.progress ?? (() => {});
  const lists = (isOver: () => boolean) =>
    listProblems(inputs, ledger, request.scratch, request.today, isOver);
  const read =
    request.threads === undefined || request.threads.count < 2 || tasks.length < 2
      ? await verifyHere(context, tasks, isAborted, () => lists(isAborted), progress)
      : await verifyOnThreads({ ...context, ...request.threads, tasks, isAborted, lists, progress });
  if (read.kind !== "read") {
    if (read.kind === "lost") tally.add([read.problem]);
    return { kind: "aborted" };
  }

  const count = { letters: 0, emails: 0, wrong: 0 };
  for (const [index] of tasks.entries()) {
    const found = read.shards[index];
    if (found === undefined) throw new Error("a shard was not verified");
    tally.add(found.problems);
    count.letters += found.letters;
    count.emails += found.emails;
    count.wrong += found.wrong;
  }
  const beyond = [...foreignFiles(request, mailing.id, tasks, read), ...read.lists];
  tally.add(beyond);
  count.wrong += beyond.length;
  const missing = notComplete(mailing);
  // The papers are made from the indexes: while one of those is wrong, it is named and they are not.
  if (missing.length === 0 && count.wrong === 0) {
    const duties = clientDuties(inputs, census).duties;
    const papers = handOverProblems(inputs, mailing.id, out, ledger.account.printed(mailing.id), duties);
    tally.add(papers);
    count.wrong += papers.length;
  }
  tally.add(missing);
  const ofPieces = tasks.reduce((sum, { pieces }) => sum + pieces, 0);
  return {
    kind: "verified",
    ...count,
    complete: missing.length === 0,
    ...(sample === undefined ? {} : { sample: { ...sample, ofPieces } }),
  };
}

/** Files where the mail house looks that this mailing did not make. */
function foreignFiles(
  { inputs, ledger, out }: VerifyRequest,
  mailing: string,
  tasks: readonly ShardTask[],
  read: MailingRead,
): readonly Problem[] {
  const there = new Map<string, number>();
  for (const [index, { client, channel }] of tasks.entries()) {
    const key = `${client}/${channel}`;
    there.set(key, (there.get(key) ?? 0) + (read.shards[index]?.files ?? 0));
  }
  return inputs.folder.clients.flatMap(({ client: { id } }) => {
    const papers = there.has(`${id}/letter`) ? Object.values(pathsOf(mailing, id)) : [];
    const written = papers.filter((path) => existsSync(join(out, path))).length;
    const own = function* () {
      yield* papers;
      for (const { client, path } of ledger.account.files(mailing)) if (client === id) yield path;
    };
    const counted = (folder: "print" | "email", files: number) =>
      countOnDisk(out, { client: id, folder }, files, own).problems;
    return [
      ...counted("print", (there.get(`${id}/letter`) ?? 0) + written),
      ...counted("email", there.get(`${id}/email`) ?? 0),
    ];
  });
}

/** All shards one after the other in this thread, then the lists. */
async function verifyHere(
  context: VerifyContext,
  tasks: readonly ShardTask[],
  isAborted: () => boolean,
  lists: () => Promise<readonly Problem[]>,
  progress: (pieces: number) => void,
): Promise<MailingRead | { readonly kind: "aborted" }> {
  const verifyShard = shardVerifier(context);
  const shards: ShardVerified[] = [];
  for (const task of tasks) {
    await letSignalsIn();
    if (isAborted()) return { kind: "aborted" };
    shards.push(await verifyShard(task, progress));
  }
  const ofLists = await lists();
  return isAborted() ? { kind: "aborted" } : { kind: "read", shards, lists: ofLists };
}
