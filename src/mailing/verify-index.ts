import { createReadStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { PieceRecord } from "../ledger/index.ts";
import { indexHeader, indexRow, type PlacedLetter } from "../letter/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { IndexFiles } from "./index-files.ts";

function placedOf(piece: PieceRecord): PlacedLetter {
  return { ...piece, kind: "placed", pieceId: piece.id, firstPage: piece.firstPage + 1, problems: [] };
}

/** Whether each row of an index says what the ledger says: the CSV row by row, the JSON as a whole. */
export async function indexProblems(
  out: string,
  path: string,
  pieces: Iterable<PieceRecord>,
): Promise<readonly Problem[]> {
  return path.endsWith(".json") ? jsonProblems(out, path, pieces) : csvProblems(out, path, pieces);
}

async function csvProblems(
  out: string,
  path: string,
  pieces: Iterable<PieceRecord>,
): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  const differs = (row: number, what: string) =>
    problems.push(problem("mailing/index-differs", { file: path, row }, { what }));
  const lines = createInterface({ input: createReadStream(join(out, path)) })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    return done === true ? undefined : value;
  };
  if ((await next()) !== indexHeader.trimEnd()) differs(1, "the header is not the index's");
  let row = 1;
  for (const piece of pieces) {
    row += 1;
    const expected = indexRow(placedOf(piece), piece.individual?.address.zip ?? "").trimEnd();
    if ((await next()) !== expected) differs(row, "the row is not the piece's");
  }
  if ((await next()) !== undefined) differs(row + 1, "there are more rows than pieces");
  return problems;
}

function jsonProblems(out: string, path: string, pieces: Iterable<PieceRecord>): readonly Problem[] {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const expected = new IndexFiles(name.replace(/json$/, "pdf"));
  for (const piece of pieces) expected.add(placedOf(piece), piece.individual?.address.zip ?? "");
  const [found, wanted] = [readFileSync(join(out, path), "utf8").split("\n"), expected.json.split("\n")];
  const row = wanted.findIndex((line, index) => line !== found[index]);
  if (row < 0 && found.length === wanted.length) return [];
  const at = row < 0 ? wanted.length + 1 : row + 1;
  return [problem("mailing/index-differs", { file: path, row: at }, { what: "the line is not the piece's" })];
}
