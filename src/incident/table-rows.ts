import { type Problem, problem } from "../problem/index.ts";
import { delimitedRows } from "./delimited-file.ts";
import type { InputFile } from "./incident-folder.ts";
import type { TableBatch } from "./table-row.ts";
import { natureOf } from "./text-encoding.ts";
import { workbookRows } from "./workbook.ts";

/**
 * The rows of a list, whatever its bytes are: the name's ending does not decide, since workbooks
 * come named .csv and lists named .xlsx.
 */
export async function* tableRows(
  file: InputFile,
  isKnown: (header: string) => boolean,
): AsyncGenerator<TableBatch> {
  const tell = (code: Problem["code"], facts: Problem["facts"] = {}): TableBatch => ({
    rows: [],
    problems: [problem(code, { file: file.name }, facts)],
  });
  const nature = await natureOf(file.path);
  switch (nature.kind) {
    case "empty":
      return yield tell("incident/file-empty");
    case "binary":
      return yield tell("incident/file-not-text", { looksLike: nature.looksLike });
    case "workbook":
      return yield* workbookRows(file);
    case "text":
      if (nature.guessed) yield tell("incident/encoding-guessed", { encoding: nature.encoding });
      return yield* delimitedRows(file, nature, isKnown);
  }
}
