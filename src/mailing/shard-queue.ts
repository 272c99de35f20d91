import type { Shard } from "../ledger/index.ts";

/**
 * Shards to be pressed, taken one at a time by several presses. A press stays with its client as long as
 * there is one, so that the client's texts are made in one place; then it takes a client that nobody has; then
 * it helps where most is left.
 */
export class ShardQueue {
  readonly #waiting: Map<string, Shard[]>;
  readonly #clients = new Map<number, string>();

  constructor(shards: readonly Shard[]) {
    this.#waiting = Map.groupBy(shards, ({ client }) => client);
  }

  /** The next shard for the press with this number; undefined when none is left. */
  take(press: number): Shard | undefined {
    const client = this.#clientFor(press);
    if (client === undefined) return undefined;
    this.#clients.set(press, client);
    const waiting = this.#waiting.get(client) ?? [];
    const shard = waiting.shift();
    if (waiting.length === 0) this.#waiting.delete(client);
    return shard;
  }

  #clientFor(press: number): string | undefined {
    const own = this.#clients.get(press);
    if (own !== undefined && this.#waiting.has(own)) return own;
    const taken = new Set(this.#clients.values());
    const untouched = [...this.#waiting.keys()].find((client) => !taken.has(client));
    if (untouched !== undefined) return untouched;
    let fullest: string | undefined;
    let most = 0;
    for (const [client, { length }] of this.#waiting)
      if (length > most) {
        fullest = client;
        most = length;
      }
    return fullest;
  }
}
