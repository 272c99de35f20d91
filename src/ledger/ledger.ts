import { Account } from "./account.ts";
import { Approvals } from "./approvals.ts";
import { Events } from "./events.ts";
import { Intake } from "./intake.ts";
import { KeptCensus } from "./kept-census.ts";
import { Mailings } from "./mailings.ts";
import { ObjectPlaces } from "./object-places.ts";
import { Pools } from "./pools.ts";
import { PressOrders } from "./press-orders.ts";
import { Purge } from "./purge.ts";
import type { Store } from "./store.ts";

/**
 * An open ledger. Any number of processes may have the same file open; they write one after the other.
 * Every method that writes is one transaction (or, where it says so, a series of them): once it has
 * returned, what it did survives a power cut (rows of an intake once that is finished).
 * Methods throw only for bugs and broken disks.
 */
export class Ledger {
  readonly intake: Intake;
  readonly pools: Pools;
  readonly approvals: Approvals;
  readonly mailings: Mailings;
  readonly account: Account;
  readonly events: Events;
  readonly orders: PressOrders;
  readonly objectPlaces: ObjectPlaces;
  readonly purge: Purge;
  readonly census: KeptCensus;
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
    this.intake = new Intake(store);
    this.pools = new Pools(store);
    this.approvals = new Approvals(store);
    this.mailings = new Mailings(store);
    this.account = new Account(store);
    this.events = new Events(store);
    this.orders = new PressOrders(store);
    this.objectPlaces = new ObjectPlaces(store);
    this.purge = new Purge(store);
    this.census = new KeptCensus(store);
  }

  close(): void {
    this.#store.close();
  }
}
