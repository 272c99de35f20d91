import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Ledger, Piece, PlannedPiece, Shard, ShardFile } from "../ledger/index.ts";
import { openPrintStream, type PlacedLetter, type PrintStream } from "../letter/index.ts";
import type { Problem } from "../problem/index.ts";
import { problem } from "../problem/index.ts";
import { variantOf } from "./census.ts";
import { DurableFolder, openUnfinished, writeDurably } from "./durable-file.ts";
import { IndexFiles } from "./index-files.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";
import { letterOf, messageOf } from "./make-piece.ts";
import type { Texts } from "./texts.ts";

export type PressContext = {
  readonly inputs: MailingInputs;
  readonly ledger: Ledger;
  readonly texts: Texts;
  readonly mailing: string;
  /** The output folder. */
  readonly out: string;
  /** ISO 8601 with zone. */
  readonly at: string;
  readonly progress?: (pieces: number) => void;
};

/** Names the mailing and the place in it; it says nothing of the person. */
function pieceIdOf(mailing: string, sequence: number): string {
  return `${mailing.slice(0, 8).toUpperCase()}-${String(sequence).padStart(7, "0")}`;
}

type Product = { readonly pieces: readonly Piece[]; readonly files: readonly ShardFile[] };

function sha256(bytes: string | Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function bindingOf({ mailing }: PressContext, { sequence, code, codeExpires }: PlannedPiece) {
  return { pieceId: pieceIdOf(mailing, sequence), code, codeExpires };
}

function pressLetters(context: PressContext, shard: Shard, planned: readonly PlannedPiece[]): Product {
  const { inputs, texts, mailing, out, progress } = context;
  const name = `${shard.client}-${mailing.slice(0, 8)}-${String(shard.number).padStart(5, "0")}-${shard.group}`;
  const path = `${shard.client}/print/${name}.pdf`;
  const file = openUnfinished(join(out, path));
  const createdOn = mailingDay(inputs, shard.client);
  const stream: PrintStream = openPrintStream(file.descriptor, {
    title: name,
    ...(createdOn === undefined ? {} : { createdOn }),
  });
  const pieces: Piece[] = [];
  const index = new IndexFiles(`${name}.pdf`);
  for (const piece of planned) {
    const { individual, sequence } = piece;
    const text = texts.of(variantOf(inputs, individual).facets);
    if (text.variant !== piece.variant || text.letter === undefined)
      throw new Error(`piece ${sequence} was planned as another variant than its person's`);
    const placed = stream.add(text.letter, letterOf(text, individual, bindingOf(context, piece)));
    if (placed.kind === "refused")
      throw new Error(
        `piece ${sequence} cannot be printed though it was measured: ${placed.problems[0]?.code}`,
      );
    if (`${placed.sheets}-sheets` !== shard.group)
      throw new Error(`piece ${sequence} has ${placed.sheets} sheets in a stream of ${shard.group}`);
    const indexed: PlacedLetter = { ...placed, variant: text.variant };
    index.add(indexed, individual.address.zip);
    pieces.push({
      sequence,
      id: placed.pieceId,
      individual: individual.id,
      code: piece.code,
      file: path,
      firstPage: placed.firstPage - 1,
      pages: placed.pages,
      sheets: placed.sheets,
      offset: placed.offset,
      length: placed.length,
      sha256: placed.sha256,
    });
    if (pieces.length % 500 === 0) progress?.(500);
  }
  progress?.(pieces.length % 500);
  const finished = stream.finish();
  file.settle();
  const indexes = [
    { path: `${shard.client}/print/${name}.csv`, text: index.csv },
    { path: `${shard.client}/print/${name}.json`, text: index.json },
  ];
  for (const { path, text } of indexes) writeDurably(join(out, path), text);
  return {
    pieces,
    files: [
      { path, bytes: finished.bytes, sha256: finished.sha256, pieces: pieces.length },
      ...indexes.map(({ path, text }) => ({
        path,
        bytes: Buffer.byteLength(text),
        sha256: sha256(text),
        pieces: 0,
      })),
    ],
  };
}

async function writeMessages(
  context: PressContext,
  shard: Shard,
  planned: readonly PlannedPiece[],
): Promise<Product> {
  const { inputs, texts, out, progress } = context;
  const day = mailingDay(inputs, shard.client);
  if (day === undefined) throw new Error("a mailing was planned without a mailing day");
  const pieces: Piece[] = [];
  const files: ShardFile[] = [];
  const folder = new DurableFolder(join(out, shard.client, "email"));
  for (const piece of planned) {
    const { individual, sequence } = piece;
    const text = texts.of(variantOf(inputs, individual).facets);
    if (text.variant !== piece.variant)
      throw new Error(`piece ${sequence} was planned as another variant than its person's`);
    const binding = bindingOf(context, piece);
    const { value: bytes, problems } = await messageOf(text, individual, binding, day);
    if (bytes === undefined) throw new Error(`piece ${sequence} cannot be an e-mail: ${problems[0]?.code}`);
    const name = `${binding.pieceId}.eml`;
    const path = `${shard.client}/email/${name}`;
    await folder.write(name, bytes);
    const file: ShardFile = { path, bytes: bytes.length, sha256: sha256(bytes), pieces: 1 };
    files.push(file);
    pieces.push({
      sequence,
      id: binding.pieceId,
      individual: individual.id,
      code: piece.code,
      file: path,
      firstPage: 0,
      pages: 0,
      sheets: 0,
      offset: 0,
      length: bytes.length,
      sha256: file.sha256,
    });
    progress?.(1);
  }
  await folder.settle();
  return { pieces, files };
}

/**
 * Makes the files of one shard and commits it: temporary files, synced, renamed, then one transaction. A
 * shard that was committed before is made again with the same bytes, or the difference is a problem.
 */
export async function produceShard(context: PressContext, shard: Shard): Promise<readonly Problem[]> {
  const { ledger, mailing, at } = context;
  const planned = ledger.mailings.pieces(mailing, shard.number);
  const product =
    shard.channel === "letter"
      ? pressLetters(context, shard, planned)
      : await writeMessages(context, shard, planned);
  const result = ledger.mailings.commitShard({ mailing, shard: shard.number, at, ...product });
  switch (result.kind) {
    case "committed":
      return [];
    case "refused":
      return result.problems;
    case "alreadyCommitted": {
      if (result.sameBytes) return [];
      const file = product.files[0]?.path ?? "";
      return [problem("mailing/bytes-differ", { file, client: shard.client })];
    }
    default:
      return result satisfies never;
  }
}
