import { readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import {
  type HandOverPack,
  handOverFolder,
  handOver as packHandOver,
  readSeal,
  recordHandOver,
} from "../../mailing/index.ts";
import { type Problem, problem, stops } from "../../problem/index.ts";
import type { CommandRun, Context } from "../command.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { interrupted, refuseUsage, refuseWith, type Session, withIncident } from "../incident-session.ts";
import { startProgress } from "../progress.ts";
import { problemDocument, showProblems } from "../show-problems.ts";
import { table } from "../table.ts";

export type HandOverOptions = {
  readonly client?: string;
  readonly out?: string;
  readonly to?: string;
  readonly gzip?: boolean;
  readonly encryptTo?: readonly string[];
  readonly sent?: boolean;
  readonly by?: string;
};

const refused = refuseWith(
  "mend what stops, then hand over again; noticepress status <folder> says where it stands.",
);

/** `hand-over`: packs what the mail house gets, or records that it was sent. */
export function handOver(folder: string, options: HandOverOptions): CommandRun {
  return async (context) => {
    const packing = options.gzip ?? options.encryptTo ?? options.to ?? options.client;
    if (options.sent === true && (options.by === undefined || packing !== undefined))
      return refuseUsage(
        context,
        "--sent records that a whole mailing was sent: give --by with it, and nothing else.",
      );
    if (options.sent !== true && options.by !== undefined)
      return refuseUsage(context, "--by says who sent the mailing: it goes with --sent.");
    return withIncident(context, folder, "own", refused, async (session) => {
      const out = resolve(options.out ?? join(folder, "out"));
      return options.by === undefined ? pack(session, options, out) : record(session, out, options.by);
    });
  };
}

async function pack(session: Session, options: HandOverOptions, out: string): Promise<ExitCode> {
  const { context, inputs, ledger, tally, folder } = session;
  const { terminal } = context;
  const clients = inputs.folder.clients.map(({ client }) => client.id);
  if (options.client !== undefined && !clients.includes(options.client)) {
    tally.add([problem("mailing/no-such-client", {}, { clients: clients.join(", ") })]);
    return refused(session);
  }
  const { value: seal, problems } = await sealOf(context, options.encryptTo ?? []);
  tally.add(problems);
  if (problems.length > 0) return refused(session);
  const to = resolve(options.to ?? handOverFolder(out, inputs.hash));
  const progress = startProgress(terminal, "Packing", "files", undefined, context.now);
  const result = await packHandOver({
    inputs,
    ledger,
    out,
    to,
    client: options.client,
    gzip: options.gzip === true,
    seal,
    at: context.instant(),
    progress: progress.advance,
    aborted: () => context.signal.aborted,
  });
  progress.end();
  if (result.kind === "aborted") return interrupted(context);
  if (result.kind === "refused") {
    tally.add(result.problems);
    return refused(session);
  }
  const packs = result.packs.map((each) => ({ folder: each.folder, ...each.record }));
  terminal.document({ format: 1, packs, problems: [] });
  if (packs.length === 0) {
    terminal.print("Nothing to pack: this mailing has no letters here, only e-mails.");
    return exitCodes.done;
  }
  for (const line of packTable(result.packs)) terminal.print(line);
  for (const fingerprint of seal?.fingerprints ?? [])
    terminal.print(`Encrypted to ${(fingerprint.match(/.{4}/g) ?? []).join(" ")}`);
  if (seal === undefined)
    terminal.note(
      "Not encrypted: these files hold everyone’s letters. --encrypt-to takes the mail house’s key.",
    );
  else terminal.note("Compare the fingerprint with the mail house by telephone before anything is sent.");
  const sent = ledger.mailings.get(inputs.hash)?.state === "handedOver";
  const confirmed = sent
    ? "this mailing is recorded as sent already"
    : `when the mail house confirms the sums, noticepress hand-over ${folder} --sent --by "Your name"`;
  terminal.note(`Next: send each client’s folder under ${to}; ${confirmed}`);
  return exitCodes.done;
}

const grouped = (value: number) => value.toLocaleString("en-US");

function packTable(packs: readonly HandOverPack[]): readonly string[] {
  const rows = packs.map(({ folder, record: { client, files } }) => [
    client,
    grouped(files.length),
    grouped(files.reduce((sum, { pieces }) => sum + pieces, 0)),
    grouped(files.reduce((sum, { packed }) => sum + packed.bytes, 0)),
    folder,
  ]);
  return table(["Client", "Files", "Pieces", "Bytes", "Folder"], rows, ["left", "right", "right", "right"]);
}

/** A seal for the keys in these files; none without files. A file that cannot be read is a problem like a bad key. */
async function sealOf({ instant }: Context, paths: readonly string[]): ReturnType<typeof readSeal> {
  if (paths.length === 0) return { value: undefined, problems: [] };
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  const problems: Problem[] = [];
  for (const path of paths)
    try {
      files.push({ name: basename(path), bytes: readFileSync(path) });
    } catch {
      problems.push(problem("cli/key-file-missing", { file: path }));
    }
  const seal = await readSeal(files, new Date(instant()));
  return problems.length === 0 ? seal : { value: undefined, problems: [...problems, ...seal.problems] };
}

async function record(session: Session, out: string, by: string): Promise<ExitCode> {
  const { context, inputs, ledger, tally, folder } = session;
  const problems = recordHandOver({ inputs, ledger, out, at: context.instant() }, by);
  tally.add(problems);
  if (stops(problems)) return refused(session);
  const { terminal } = context;
  const isRecorded = !problems.some(({ code }) => code === "mailing/sent-before");
  terminal.document({
    format: 1,
    sent: true,
    mailing: inputs.hash,
    ...(isRecorded ? { by } : {}),
    problems: problems.map(problemDocument),
  });
  showProblems(terminal, tally);
  if (isRecorded) terminal.print(`Mailing ${inputs.hash.slice(0, 8)} is recorded as sent by ${by}.`);
  terminal.note(
    `Next: keep the mail house’s list of inserted pieces and its postage statement; noticepress status ${folder}`,
  );
  return exitCodes.done;
}
