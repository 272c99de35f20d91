import { escapeHtml } from "../notice/index.ts";
import type { JobTicket } from "./job-ticket.ts";
import { ticketFacts } from "./job-ticket-facts.ts";

const grouped = (value: number) => value.toLocaleString("en-US");

type Cell = string | number;

function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cell = (value: Cell, index: number) => {
    if (index === 0) return `<th scope="row">${escapeHtml(String(value))}</th>`;
    return typeof value === "number"
      ? `<td class="n">${grouped(value)}</td>`
      : `<td>${escapeHtml(value).replace(/[0-9a-f]{64}/g, "<code>$&</code>")}</td>`;
  };
  const numeric = (column: number) =>
    typeof rows[0]?.[column] === "number" && column > 0 ? ' class="n"' : "";
  return [
    `<table><caption>${escapeHtml(caption)}</caption>`,
    `<thead><tr>${head.map((name, column) => `<th scope="col"${numeric(column)}>${escapeHtml(name)}</th>`).join("")}</tr></thead>`,
    `<tbody>${rows.map((row) => `<tr>${row.map(cell).join("")}</tr>`).join("\n")}</tbody></table>`,
  ].join("\n");
}

const rules = [
  "Compare every file with the .sha256 file before printing; print nothing that differs, and tell us.",
  "Everything is merged: change, add and prepend nothing. An address page of your own would shift the pages of every piece after it.",
  "Take pieces apart by the index, not by counting pages. A piece id occurs once in this job.",
  "Print and insert the samples first and send them to us; the rest runs after our yes.",
  "Where sheets bear a mark, check every sheet against the index while inserting: all sheets of a piece, in order, none of another.",
  "Reprint a spoiled piece by its id, and destroy the spoiled one. Report the ids.",
  "On a stop from us, say which piece was inserted last, in which file.",
  "Return the list of inserted piece ids, the postage statement, and, when the files are destroyed, a certificate of that.",
];

/** The ticket as a page to read and print: no script, nothing from elsewhere. */
export function jobTicketPage(ticket: JobTicket): string {
  const { totals, streams, versions, bySheets } = ticket;
  const title = `Job ticket ${ticket.job}, ${ticket.client.name}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;color:#1f2933;background:#fff}
table{border-collapse:collapse;margin:1.5rem 0;width:100%}caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #c5ccd3;font-weight:400}
td code{word-break:break-all}
thead th{font-weight:600;white-space:nowrap}.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}code{font-size:.8em}
@media print{body{margin:0;font-size:11pt}tr{break-inside:avoid}}
</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
<p>${grouped(totals.pieces)} pieces, ${grouped(totals.sheets)} sheets, ${grouped(totals.pages)} pages in ${totals.streams === 1 ? "one print stream" : `${grouped(totals.streams)} print streams`}. The same as data: <code>.json</code> beside this page.</p>
${table("The job", ["What", "Value"], ticketFacts(ticket))}
<h2>What we ask of you</h2>
<ol>
${rules.map((rule) => `<li>${escapeHtml(rule)}</li>`).join("\n")}
</ol>
${table(
  "Pieces by sheets in the envelope",
  ["Sheets each", "Print streams", "Pieces"],
  bySheets.map(({ sheetsEach, streams: count, pieces }) => [sheetsEach, count, pieces]),
)}
${table(
  "Print streams, in the order of printing",
  ["File", "Pieces", "Pages", "Sheets", "First and last piece", "Bytes", "SHA-256"],
  streams.map((stream) => [
    stream.file,
    stream.pieces,
    stream.pages,
    stream.sheets,
    `${stream.firstPiece} – ${stream.lastPiece}`,
    stream.bytes,
    stream.sha256,
  ]),
)}
${table(
  "Texts, and a sample of each to check on paper",
  ["Text", "Pieces", "Sheets", "Sample", "In file", "From page"],
  versions.map(({ version, pieces, sheets, sample }) => [
    version,
    pieces,
    sheets,
    sample.piece,
    sample.file,
    sample.firstPage,
  ]),
)}
</body>
</html>
`;
}
