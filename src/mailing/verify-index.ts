import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PieceRecord } from "../ledger/index.ts";
import {
  indexHeader,
  indexJsonEnd,
  indexJsonPiece,
  indexJsonStart,
  indexRow,
  type PlacedLetter,
} from "../letter/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** Compares an index with the ledger while the pieces of its stream go by. */
export type IndexCheck = {
  readonly add: (piece: PieceRecord) => void;
  /** What is wrong, once every piece was added: of a CSV each row, of a JSON the first line. */
  readonly end: () => readonly Problem[];
};

/** Tells the digits of a piece's barcode, empty if it has none. */
export type ImbOf = (piece: PieceRecord) => string;

function placedOf(piece: PieceRecord, imbOf: ImbOf): PlacedLetter {
  const firstPage = piece.firstPage + 1;
  return { ...piece, kind: "placed", pieceId: piece.id, firstPage, imb: imbOf(piece), problems: [] };
}

/** Whether each row of an index says what the ledger says. Reads the file, whole: an index is small beside its stream. */
export function indexCheck(out: string, path: string, imbOf: ImbOf): IndexCheck {
  const text = readFileSync(join(out, path), "utf8");
  return path.endsWith(".json") ? jsonCheck(path, text, imbOf) : csvCheck(path, text, imbOf);
}

function csvCheck(path: string, text: string, imbOf: ImbOf): IndexCheck {
  const problems: Problem[] = [];
  const differs = (row: number, what: string) =>
    problems.push(problem("mailing/index-differs", { file: path, row }, { what }));
  let at = 0;
  let row = 1;
  const line = (expected: string, what: string) => {
    if (text.startsWith(expected, at)) {
      at += expected.length;
      return;
    }
    differs(row, what);
    const end = text.indexOf("\n", at);
    at = end < 0 ? text.length : end + 1;
  };
  line(indexHeader, "the header is not the index's");
  return {
    add: (piece) => {
      row += 1;
      line(
        indexRow(placedOf(piece, imbOf), piece.individual?.address.zip ?? ""),
        "the row is not the piece's",
      );
    },
    end: () => {
      if (at < text.length) differs(row + 1, "there are more rows than pieces");
      return problems;
    },
  };
}

function jsonCheck(path: string, text: string, imbOf: ImbOf): IndexCheck {
  const name = path.slice(path.lastIndexOf("/") + 1).replace(/json$/, "pdf");
  let at = 0;
  let line = 1;
  let wrong: number | undefined;
  const next = (expected: string) => {
    if (wrong === undefined && !text.startsWith(expected, at)) wrong = line;
    at += expected.length;
  };
  next(indexJsonStart(name));
  return {
    add: (piece) => {
      line += 1;
      next(
        `${line === 2 ? "" : ",\n"}${indexJsonPiece(placedOf(piece, imbOf), piece.individual?.address.zip ?? "")}`,
      );
    },
    end: () => {
      line += 1;
      next(indexJsonEnd);
      if (wrong === undefined && at === text.length) return [];
      const what = "the line is not the piece's";
      return [problem("mailing/index-differs", { file: path, row: wrong ?? line }, { what })];
    },
  };
}
