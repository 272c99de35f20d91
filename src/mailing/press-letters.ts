import { hash } from "node:crypto";
import { join } from "node:path";
import type { Piece, PlannedPiece, Shard } from "../ledger/index.ts";
import { openPrintStream, type PlacedLetter, type PrintStream } from "../letter/index.ts";
import { openUnfinished, writeDurably } from "./durable-file.ts";
import { IndexFiles } from "./index-files.ts";
import { mailingDay } from "./inputs.ts";
import { intelligentMailDigits } from "./intelligent-mail-digits.ts";
import { letterOf } from "./make-piece.ts";
import { bindingOf, type PressContext, type Product, textOf } from "./press-context.ts";

/**
 * Presses letters into one print stream with its two indexes, and brings them to the disk. What was measured
 * must be what is printed; anything else is a bug and throws.
 */
export function pressLetters(context: PressContext, shard: Shard, planned: readonly PlannedPiece[]): Product {
  const { inputs, ledger, mailing, out, progress } = context;
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
  const digitsOf = intelligentMailDigits(inputs, ledger, mailing);
  for (const piece of planned) {
    const { individual, sequence } = piece;
    const text = textOf(context, piece);
    if (text.letter === undefined) throw new Error(`piece ${sequence} is a letter, but its text is none`);
    const placed = stream.add(
      text.letter,
      letterOf(text, individual, {
        ...bindingOf(context, piece),
        intelligentMail: digitsOf(individual, sequence),
      }),
    );
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
        sha256: hash("sha256", text, "hex"),
        pieces: 0,
      })),
    ],
  };
}
