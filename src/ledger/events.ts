import {
  type ChainHead,
  type ChainState,
  chainHead,
  type EventRow,
  eventColumns,
  eventOf,
  recordEvents,
  verifyChain,
} from "./event-chain.ts";
import type { EventKind, LedgerEvent } from "./event-record.ts";
import type { Store } from "./store.ts";

/**
 * What happened, in the order in which it was recorded. Added, never changed: the store refuses, and each event
 * bears a hash over itself and the one before, so that whoever went round the store is found out.
 */
export class Events {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds one event. */
  add(event: LedgerEvent): void {
    this.record([event]);
  }

  /** Adds events, all or none. */
  record(events: readonly LedgerEvent[]): void {
    this.#store.write(() => recordEvents(this.#store, events));
  }

  /** All events, oldest first: of one mailing and of one kind, if told. */
  *all(only: { readonly mailing?: string; readonly kind?: EventKind } = {}): Generator<LedgerEvent> {
    const { mailing = null, kind = null } = only;
    const rows = this.#store.pages<EventRow>(
      `SELECT ${eventColumns} FROM event
       WHERE (CAST(? AS TEXT) IS NULL OR mailing = ?) AND (CAST(? AS TEXT) IS NULL OR kind = ?)
         AND key > ? ORDER BY key LIMIT ?`,
      (row) => row.key,
      [mailing, mailing, kind, kind],
    );
    for (const row of rows) yield eventOf(row);
  }

  /** What happened to one person, oldest first. */
  of(client: string, individual: string): readonly LedgerEvent[] {
    return this.#store
      .all<EventRow>(
        `SELECT ${eventColumns} FROM event WHERE client = ? AND individual = ? ORDER BY key`,
        client,
        individual,
      )
      .map(eventOf);
  }

  /** The last link of the chain, to be written on a certificate: it stands for everything recorded until then. */
  head(): ChainHead {
    return chainHead(this.#store);
  }

  /** Reads the chain again from its first event and says where it breaks. */
  verify(): ChainState {
    return verifyChain(this.#store);
  }
}
