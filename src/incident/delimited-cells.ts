/** What a reader of delimited text found so far. `rest`: where the first row begins that is not yet whole. */
export type RowsRead = { readonly rest: number; readonly fault?: "quoteNotClosed" | "rowTooLong" };

/** Takes one row's cells, and whether nothing in them lies beyond printable ASCII. */
export type TakeCells = (cells: string[], isPlain: boolean) => void;

const beyondPlain = /[^\x20-\x7e]/;
const quote = '"';

/**
 * Hands every whole row of `text` to `take`: RFC 4180 with any of the three line ends, read kindly, since a
 * quote within an unquoted cell is text, and so is a quoted cell that goes on after its closing quote.
 * A row that the end of the text may have cut off is left (`rest`) unless `isEnd`. Blank lines are rows of
 * one empty cell. Stops at a row of more than `longest` characters, or a quote still open at the end.
 */
export function readRows(
  text: string,
  delimiter: string,
  isEnd: boolean,
  longest: number,
  take: TakeCells,
): RowsRead {
  const end = text.length;
  let start = 0;
  // Where the next of each stands, looked up once and not for every row; `end` if there is none.
  let lineFeed = -1;
  let carriageReturn = -1;
  let nextQuote = -1;
  let nextDelimiter = -1;
  const next = (sought: string, known: number, from: number) => {
    if (known >= from) return known;
    const found = text.indexOf(sought, from);
    return found < 0 ? end : found;
  };
  const lineEndFrom = (from: number) => {
    lineFeed = next("\n", lineFeed, from);
    carriageReturn = next("\r", carriageReturn, from);
    return Math.min(lineFeed, carriageReturn);
  };
  const cellEndFrom = (from: number, lineEnd: number) => {
    nextDelimiter = next(delimiter, nextDelimiter, from);
    return Math.min(nextDelimiter, lineEnd);
  };

  while (start < end) {
    let lineEnd = lineEndFrom(start);
    nextQuote = next(quote, nextQuote, start);
    let cells: string[] | undefined;
    if (nextQuote < lineEnd) {
      cells = [];
      for (let at = start; ; ) {
        if (text[at] === quote) {
          const closing = closingQuote(text, at + 1);
          // A quote at the very end of the text may be the first of two.
          if (closing < 0 || (closing + 1 === end && !isEnd)) {
            if (end - start > longest) return { rest: start, fault: "rowTooLong" };
            return isEnd ? { rest: start, fault: "quoteNotClosed" } : { rest: start };
          }
          if (lineEnd <= closing) lineEnd = lineEndFrom(closing);
          const cellEnd = cellEndFrom(closing + 1, lineEnd);
          const inner = text.slice(at + 1, closing).replaceAll('""', quote);
          cells.push(
            cellEnd === closing + 1 ? inner : quote + inner + quote + text.slice(closing + 1, cellEnd),
          );
          at = cellEnd;
        } else {
          const cellEnd = cellEndFrom(at, lineEnd);
          cells.push(text.slice(at, cellEnd));
          at = cellEnd;
        }
        if (at === lineEnd) break;
        at += 1;
      }
    }
    const isWhole = lineEnd < end && (lineEnd + 1 < end || text[lineEnd] === "\n" || isEnd);
    if (lineEnd - start > longest) return { rest: start, fault: "rowTooLong" };
    if (!isWhole && !isEnd) return { rest: start };
    const line = text.slice(start, lineEnd);
    take(cells ?? line.split(delimiter), !beyondPlain.test(line));
    start = text[lineEnd] === "\r" && text[lineEnd + 1] === "\n" ? lineEnd + 2 : lineEnd + 1;
  }
  return { rest: Math.min(start, end) };
}

/** Where the quote stands that closes the cell, or -1; two quotes together are one of the cell's. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf(quote, from);
  while (at >= 0 && text[at + 1] === quote) at = text.indexOf(quote, at + 2);
  return at;
}
