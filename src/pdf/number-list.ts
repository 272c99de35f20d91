/** A long list of numbers in little memory: eight bytes each. */
export class NumberList {
  #values = new Float64Array(1024);
  length = 0;

  /** Sets the number at the index; the list grows to hold it, with zeros between. */
  set(index: number, value: number): void {
    if (index >= this.#values.length) {
      const grown = new Float64Array(Math.max(this.#values.length * 2, index + 1));
      grown.set(this.#values);
      this.#values = grown;
    }
    this.#values[index] = value;
    if (index >= this.length) this.length = index + 1;
  }

  push(value: number): void {
    this.set(this.length, value);
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}
