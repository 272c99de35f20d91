const chunkBits = 16;
const chunkSize = 1 << chunkBits;

/** A long list of numbers in little memory: eight bytes each, in pieces, so that growing copies nothing. */
export class NumberList {
  readonly #chunks: Float64Array[] = [];
  length = 0;

  /** Sets the number at the index; the list grows to hold it, with zeros between. */
  set(index: number, value: number): void {
    while (index >> chunkBits >= this.#chunks.length) this.#chunks.push(new Float64Array(chunkSize));
    (this.#chunks[index >> chunkBits] as Float64Array)[index & (chunkSize - 1)] = value;
    if (index >= this.length) this.length = index + 1;
  }

  push(value: number): void {
    this.set(this.length, value);
  }

  at(index: number): number {
    return this.#chunks[index >> chunkBits]?.[index & (chunkSize - 1)] ?? 0;
  }
}
