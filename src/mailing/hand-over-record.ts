import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Packing, Sum } from "./hand-over-file.ts";

/** A file of a hand-over: as it is after unpacking, and as it is sent. */
export type PackedFile = {
  readonly pieces: number;
  readonly plain: Sum & { readonly name: string };
  readonly packed: Sum & { readonly name: string };
};

/** What lies beside a client's packed files and is not packed itself: it names nobody. */
export type HandOverRecord = {
  readonly format: 1;
  readonly job: string;
  readonly mailing: string;
  readonly incident: string;
  readonly client: string;
  readonly gzip: boolean;
  /** Fingerprints of the keys that can open the files; empty if they are not encrypted. */
  readonly encryptedTo: readonly string[];
  readonly files: readonly PackedFile[];
};

/** Names of the record and of the sums of the packed files, as `sha256sum -c` reads them. */
export function recordNames(
  client: string,
  mailing: string,
): { readonly record: string; readonly sums: string } {
  const stem = `${client}-${mailing.slice(0, 8)}`;
  return { record: `${stem}-hand-over.json`, sums: `${stem}-hand-over.sha256` };
}

export function sumsOf(files: readonly PackedFile[]): string {
  return files.map(({ packed }) => `${packed.sha256}  ${packed.name}\n`).join("");
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) hash.update(chunk);
  return hash.digest("hex");
}

/** The record in the folder if it is one of these files, packed like this, and all of them lie there whole. */
export async function finishedRecord(
  folder: string,
  names: { readonly record: string; readonly sums: string },
  expected: readonly { readonly name: string; readonly sha256: string }[],
  { gzip, seal }: Packing,
): Promise<HandOverRecord | undefined> {
  if (!existsSync(join(folder, names.record)) || !existsSync(join(folder, names.sums))) return undefined;
  let record: HandOverRecord;
  try {
    record = JSON.parse(readFileSync(join(folder, names.record), "utf8")) as HandOverRecord;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const wanted = JSON.stringify([
    gzip,
    seal?.fingerprints ?? [],
    expected.map((file) => [file.name, file.sha256]),
  ]);
  const plain = record.files?.map((file) => [file.plain.name, file.plain.sha256]);
  if (JSON.stringify([record.gzip, record.encryptedTo, plain]) !== wanted) return undefined;
  if (readFileSync(join(folder, names.sums), "utf8") !== sumsOf(record.files)) return undefined;
  for (const { packed } of record.files) {
    const path = join(folder, packed.name);
    if (!existsSync(path) || (await hashOf(path)) !== packed.sha256) return undefined;
  }
  return record;
}
