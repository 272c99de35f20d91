import { hash } from "node:crypto";
import { join } from "node:path";
import type { MessagePress } from "../email/index.ts";
import type { Piece, PlannedPiece, Shard, ShardFile } from "../ledger/index.ts";
import { DurableFolder } from "./durable-file.ts";
import { mailingDay } from "./inputs.ts";
import { messageOf, messagePressOf } from "./make-piece.ts";
import { bindingOf, type PressContext, type Product, textOf } from "./press-context.ts";
import type { PressText } from "./texts.ts";

/** Writes e-mails, each a file of its own, and brings them to the disk together. */
export async function pressMessages(
  context: PressContext,
  shard: Shard,
  planned: readonly PlannedPiece[],
): Promise<Product> {
  const { inputs, out, progress } = context;
  const day = mailingDay(inputs, shard.client);
  if (day === undefined) throw new Error("a mailing was planned without a mailing day");
  const pieces: Piece[] = [];
  const files: ShardFile[] = [];
  const presses = new Map<PressText, MessagePress>();
  const folder = new DurableFolder(join(out, shard.client, "email"));
  for (const piece of planned) {
    const { individual, sequence } = piece;
    const text = textOf(context, piece);
    const binding = bindingOf(context, piece);
    const press = presses.get(text) ?? (await messagePressOf(text, day));
    presses.set(text, press);
    const { value: bytes, problems } = await messageOf(press, text, individual, binding);
    if (bytes === undefined) throw new Error(`piece ${sequence} cannot be an e-mail: ${problems[0]?.code}`);
    const name = `${binding.pieceId}.eml`;
    const path = `${shard.client}/email/${name}`;
    await folder.write(name, bytes);
    const file: ShardFile = { path, bytes: bytes.length, sha256: hash("sha256", bytes, "hex"), pieces: 1 };
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
    if (pieces.length % 100 === 0) progress?.(100);
  }
  if (pieces.length % 100 > 0) progress?.(pieces.length % 100);
  await folder.settle();
  return { pieces, files };
}
