import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { unfinishedEnding, writeDurably } from "./durable-file.ts";
import { type Packing, packedEnding, packFile } from "./hand-over-file.ts";
import { type HandOverFile, handOverFiles, handOverObstacles } from "./hand-over-list.ts";
import {
  finishedRecord,
  type HandOverRecord,
  type PackedFile,
  recordNames,
  sumsOf,
} from "./hand-over-record.ts";
import type { MailingInputs } from "./inputs.ts";
import { notedOutput } from "./output-folder.ts";
import { voidCodesPrinted } from "./void-codes-printed.ts";

export type HandOverRequest = Packing & {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  /** The output folder of the run. */
  readonly out: string;
  /** Where the packed files go, a folder for each client. */
  readonly to: string;
  /** Only this client. */
  readonly client?: string | undefined;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (files: number) => void;
  readonly aborted?: () => boolean;
};

/** One client's files, ready to be sent. */
export type HandOverPack = { readonly folder: string; readonly record: HandOverRecord };

export type HandOverResult =
  | { readonly kind: "packed"; readonly packs: readonly HandOverPack[] }
  /** Nothing may leave, a piece bears a voided code, or a file is not the one that was reconciled. */
  | { readonly kind: "refused"; readonly problems: readonly Problem[] }
  /** Interrupted between files: run again. */
  | { readonly kind: "aborted" };

// In every form in which this program could have packed a file before.
const endings = ["", ".gz", ".gpg", ".gz.gpg"].flatMap((ending) => [ending, ending + unfinishedEnding]);

/**
 * Takes earlier packs of these files out of the folder: a plain copy must never lie beside its encrypted one.
 * Anything else there is a problem, because whatever lies there is sent.
 */
function emptied(
  folder: string,
  names: readonly string[],
  record: readonly string[],
  client: string,
): readonly Problem[] {
  if (!existsSync(folder)) return [];
  const ours = new Set([...names, ...record].flatMap((name) => endings.map((ending) => name + ending)));
  const found = readdirSync(folder);
  const foreign = found.filter((name) => !ours.has(name));
  if (foreign.length > 0)
    return foreign.map((file) => problem("mailing/hand-over-foreign-file", { file, client }));
  // The record first: while it is there, the pack counts as whole.
  for (const name of [...record, ...found]) rmSync(join(folder, name), { force: true });
  return [];
}

async function packClient(
  request: HandOverRequest,
  client: string,
  files: readonly HandOverFile[],
): Promise<HandOverPack | HandOverResult> {
  const { inputs, ledger, out, to, gzip, seal, at, progress, aborted = () => false } = request;
  const folder = join(to, client);
  const names = recordNames(client, inputs.hash);
  const finished = await finishedRecord(folder, names, files, { gzip, seal });
  if (finished !== undefined) {
    progress?.(files.length);
    return { folder, record: finished };
  }
  const problems = emptied(
    folder,
    files.map(({ name }) => name),
    [names.record, names.sums],
    client,
  );
  if (problems.length > 0) return { kind: "refused", problems };
  const packed: PackedFile[] = [];
  for (const { path, name, sha256, pieces } of files) {
    if (aborted()) return { kind: "aborted" };
    const target = name + packedEnding({ gzip, seal });
    const where = { file: path, client };
    if (!existsSync(join(out, path)))
      return {
        kind: "refused",
        problems: [problem("mailing/file-missing", where, { mailing: inputs.hash.slice(0, 8) })],
      };
    const sums = await packFile(join(out, path), join(folder, target), { gzip, seal });
    if (sums.plain.sha256 !== sha256) {
      rmSync(join(folder, target));
      return { kind: "refused", problems: [problem("mailing/file-changed", where)] };
    }
    packed.push({ pieces, plain: { name, ...sums.plain }, packed: { name: target, ...sums.packed } });
    progress?.(1);
  }
  const record: HandOverRecord = {
    format: 1,
    job: inputs.hash.slice(0, 8).toUpperCase(),
    mailing: inputs.hash,
    incident: inputs.folder.incident.id,
    client,
    gzip,
    encryptedTo: seal?.fingerprints ?? [],
    files: packed,
  };
  writeDurably(join(folder, names.sums), sumsOf(packed));
  writeDurably(join(folder, names.record), `${JSON.stringify(record, null, 1)}\n`);
  const facts = {
    files: packed.length,
    gzip: gzip ? 1 : 0,
    encryptedTo: record.encryptedTo.join(" "),
    to: notedOutput(inputs.folder.dir, to),
  };
  ledger.events.add({ at, kind: "handOverPacked", mailing: inputs.hash, client, facts });
  return { folder, record };
}

/**
 * Packs what goes to the mail house, client by client: compressed and encrypted if asked for, with a record of what
 * every file is before and after. Only of a mailing that is complete, read back and reconciled, and none of whose
 * codes was voided since. Interrupted and
 * repeated it ends with the same files; encrypted ones have other bytes whenever they are made anew, because each has
 * a session key of its own.
 */
export async function handOver(request: HandOverRequest): Promise<HandOverResult> {
  const { inputs, ledger, out, client } = request;
  const obstacles = handOverObstacles(inputs, ledger, out);
  if (obstacles.length > 0) return { kind: "refused", problems: obstacles };
  const spoilt = Map.groupBy(
    voidCodesPrinted(ledger, inputs.hash).filter(
      ({ where }) => client === undefined || where.client === client,
    ),
    ({ where }) => where.client ?? "",
  );
  if (spoilt.size > 0) {
    const problems = [...spoilt].map(([whose, { length: pieces }]) =>
      problem("mailing/void-code-to-hand-over", { client: whose }, { pieces }),
    );
    return { kind: "refused", problems };
  }
  const files = handOverFiles(inputs, ledger, out);
  const packs: HandOverPack[] = [];
  for (const [each, own] of files) {
    if (client !== undefined && client !== each) continue;
    const pack = await packClient(request, each, own);
    if ("kind" in pack) return pack;
    packs.push(pack);
  }
  return { kind: "packed", packs };
}

/**
 * Records that a mailing went to the mail house: it can no longer be withdrawn, and its people count as told.
 * Problems that stop if it is not in the state that `handOver` asks for; warnings of voided codes that went with it,
 * because what was sent is recorded whatever it was. One that is recorded as sent stays as it was recorded, with a
 * warning.
 */
export function recordHandOver(
  { inputs, ledger, out, at }: Pick<HandOverRequest, "inputs" | "ledger" | "out" | "at">,
  by: string,
): readonly Problem[] {
  if (ledger.mailings.get(inputs.hash)?.state === "handedOver") return [sentBefore(ledger, inputs.hash)];
  const obstacles = handOverObstacles(inputs, ledger, out);
  if (obstacles.length > 0) return obstacles;
  const spoilt = voidCodesPrinted(ledger, inputs.hash);
  const refused = ledger.mailings.handOver(inputs.hash, { at, by });
  return refused.length > 0 ? refused : spoilt;
}

/** That it was recorded before, by whom and when; `--next-wave` asks for no name. */
function sentBefore(ledger: Ledger, mailing: string): Problem {
  const [first] = ledger.events.all({ mailing, kind: "mailingHandedOver" });
  const facts = {
    mailing: mailing.slice(0, 8),
    by: first?.by ?? "nobody named",
    day: first?.at.slice(0, 10) ?? "a day not recorded",
  };
  return problem("mailing/sent-before", {}, facts);
}
