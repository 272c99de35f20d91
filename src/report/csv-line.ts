// What a spreadsheet would take for a formula; a quote mark before it keeps it text (CWE-1236).
const formula = /^[=+\-@\t\r\n]/;

/** One line of a CSV file (RFC 4180), safe to open as a spreadsheet. What is not given is an empty cell. */
export function csvLine(cells: readonly (string | number | undefined)[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

function quoted(cell: string | number | undefined): string {
  const text = String(cell ?? "");
  const safe = typeof cell !== "number" && formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
