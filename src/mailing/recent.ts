/** A map that keeps the entries used last and forgets the others; forgetting must only cost time. */
export class Recent<Key, Value> {
  readonly #limit: number;
  // A Map iterates in the order of insertion: the first entry is the one not used for longest.
  readonly #entries = new Map<Key, Value>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#limit && oldest !== undefined) this.#entries.delete(oldest);
  }

  /** Forgets everything. */
  clear(): void {
    this.#entries.clear();
  }
}
