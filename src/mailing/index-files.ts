import {
  indexHeader,
  indexJsonEnd,
  indexJsonPiece,
  indexJsonStart,
  indexRow,
  type PlacedLetter,
} from "../letter/index.ts";

/** The two indexes of a print stream while its letters are placed: CSV and JSON with the same values. */
export class IndexFiles {
  #csv = indexHeader;
  #json: string;
  #pieces = 0;

  /** `stream` is the print stream's file name. */
  constructor(stream: string) {
    this.#json = indexJsonStart(stream);
  }

  add(placed: PlacedLetter, zip: string): void {
    this.#csv += indexRow(placed, zip);
    this.#json += `${this.#pieces === 0 ? "" : ",\n"}${indexJsonPiece(placed, zip)}`;
    this.#pieces += 1;
  }

  get csv(): string {
    return this.#csv;
  }

  get json(): string {
    return this.#json + indexJsonEnd;
  }
}
