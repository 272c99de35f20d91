import { csvLine } from "./csv-line.ts";
import { facetWords, jurisdictionWords } from "./facet-words.ts";
import { approvalWords, type MatrixRow, matrixRows, type ProofMatrix } from "./proof-matrix.ts";
import { elementWords, keptWords, lengthWords } from "./proof-words.ts";

type Column = readonly [header: string, cell: (row: MatrixRow, matrix: ProofMatrix) => string | number];

const facet =
  (name: string) =>
  ({ variant }: MatrixRow) =>
    facetWords(name, variant.facets[name]);
const asked = (requirement: "required" | "forbidden") => (row: MatrixRow) =>
  row.content
    .filter((item) => item.requirement === requirement)
    .map((item) => `${elementWords(item.element)} [${item.citation}]: ${keptWords(item)}`)
    .join("\n");

const columns: readonly Column[] = [
  ["text", ({ number }) => number],
  ["file", ({ text }) => text.file],
  ["page", ({ text }) => text.page.file],
  ["client", ({ text }, { clients }) => clients.get(text.client) ?? text.client],
  [
    "jurisdiction",
    ({ variant }, { jurisdictions }) => jurisdictionWords(String(variant.facets.jurisdiction), jurisdictions),
  ],
  ["reader", facet("recipient")],
  ["language", facet("language")],
  ["channel", facet("channel")],
  ["offer", facet("offer")],
  ["data_exposed", facet("exposure")],
  ["state_law", facet("stateLaw")],
  ["people", ({ variant }) => variant.people],
  [
    "law_set",
    ({ law }) =>
      law.provisions
        .map(({ name, about, from, citation }) => `${name}: ${about}, version from ${from} [${citation}]`)
        .join("\n"),
  ],
  ["required", asked("required")],
  ["forbidden", asked("forbidden")],
  [
    "for_counsel",
    ({ text }) =>
      text.forCounsel
        .map(({ text: item, citation }) => (citation === null ? item : `${item} [${citation}]`))
        .join("\n"),
  ],
  ["reading_grade", ({ text }) => text.readability],
  ["reading_scale", ({ text }) => text.scale],
  ["length", ({ text }) => lengthWords(text) ?? ""],
  ["approval", ({ approval }) => approvalWords(approval)],
  ["proof_hash", ({ variant }) => variant.proofHash],
  ["variant", ({ variant }) => variant.variant],
];

/** The matrix as CSV (RFC 4180), one row a variant, for whoever prefers a spreadsheet. */
export function proofMatrixList(matrix: ProofMatrix): string {
  const rows = matrixRows(matrix).map((row) => columns.map(([, cell]) => cell(row, matrix)));
  return [columns.map(([header]) => header), ...rows].map(csvLine).join("");
}
