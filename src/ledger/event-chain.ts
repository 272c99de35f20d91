import { createHash } from "node:crypto";
import type { Facts } from "../problem/index.ts";
import type { EventKind, LedgerEvent } from "./event-record.ts";
import type { Store } from "./store.ts";

/** The last link: how many events there are and the hash over all of them; zeros before the first. */
export type ChainHead = { readonly events: number; readonly hash: string };

/** Whether every event is as it was recorded; `number` is the first that is not, or is not in its place. */
export type ChainState =
  | { readonly kind: "whole"; readonly head: ChainHead }
  | { readonly kind: "broken"; readonly number: number };

export type EventRow = {
  readonly key: number;
  readonly at: string;
  readonly kind: EventKind;
  readonly who: string | null;
  readonly mailing: string | null;
  readonly client: string | null;
  readonly individual: string | null;
  readonly piece: string | null;
  readonly facts: string;
  readonly hash: string;
};

export const eventColumns = "key, at, kind, who, mailing, client, individual, piece, facts, hash";
const nothing = "0".repeat(64);

/** JSON that depends on nothing but the content: keys in order, no spaces (RFC 8785 for flat objects). */
function canonical(content: Readonly<Record<string, string | number | null>>): string {
  return JSON.stringify(Object.fromEntries(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

/** SHA-256 over the hash before it, its number from 1, and its content. */
function linkHash(before: string, { key, hash: _, ...content }: EventRow): string {
  const said = Object.entries(content).filter(([, value]) => value !== null);
  return createHash("sha256")
    .update(`${before}\n${key}\n${canonical(Object.fromEntries(said))}`)
    .digest("hex");
}

function rowOf(event: LedgerEvent, key: number, before: string): EventRow {
  const { at, kind, by, mailing, client, individual, piece, facts } = event;
  const row = {
    key,
    at,
    kind,
    who: by ?? null,
    mailing: mailing ?? null,
    client: client ?? null,
    individual: individual ?? null,
    piece: piece ?? null,
    facts: canonical(facts),
    hash: "",
  };
  return { ...row, hash: linkHash(before, row) };
}

export function eventOf(row: EventRow): LedgerEvent {
  const { at, kind, who, mailing, client, individual, piece, facts } = row;
  return {
    at,
    kind,
    ...(who === null ? {} : { by: who }),
    ...(mailing === null ? {} : { mailing }),
    ...(client === null ? {} : { client }),
    ...(individual === null ? {} : { individual }),
    ...(piece === null ? {} : { piece }),
    facts: JSON.parse(facts) as Facts,
  };
}

export function chainHead(store: Store, table: "event" | "event_chained" = "event"): ChainHead {
  const last = store.get<{ key: number; hash: string }>(
    `SELECT key, hash FROM ${table} ORDER BY key DESC LIMIT 1`,
  );
  return { events: last?.key ?? 0, hash: last?.hash ?? nothing };
}

/** Adds events to the chain. Inside a transaction: what is recorded and what it tells of stand or fall together. */
export function recordEvents(
  store: Store,
  events: Iterable<LedgerEvent>,
  table: "event" | "event_chained" = "event",
): void {
  const { events: count, hash } = chainHead(store, table);
  function* links(): Generator<readonly (string | number | null)[]> {
    let [key, before] = [count, hash];
    for (const event of events) {
      key += 1;
      const row = rowOf(event, key, before);
      before = row.hash;
      const { at, kind, who, mailing, client, individual, piece, facts } = row;
      yield [key, at, kind, who, mailing, client, individual, piece, facts, before];
    }
  }
  store.insertRows(table, eventColumns.split(", "), links());
}

/** Moves the events of a ledger from before the chain into it, in their order. Part of a migration. */
export function chainOlderEvents(store: Store): void {
  const older = store.all<Omit<EventRow, "hash">>(
    "SELECT key, at, kind, NULL AS who, mailing, client, individual, piece, facts FROM event ORDER BY key",
  );
  recordEvents(
    store,
    older.map((row) => eventOf({ ...row, hash: "" })),
    "event_chained",
  );
}

/** Reads the whole chain again. */
export function verifyChain(store: Store): ChainState {
  let head: ChainHead = { events: 0, hash: nothing };
  const rows = store.pages<EventRow>(
    `SELECT ${eventColumns} FROM event WHERE key > ? ORDER BY key LIMIT ?`,
    (row) => row.key,
    [],
    // Below any key, so that one that was put before the first is seen.
    Number.MIN_SAFE_INTEGER,
  );
  for (const row of rows) {
    const number = head.events + 1;
    if (row.key !== number || linkHash(head.hash, row) !== row.hash) return { kind: "broken", number };
    head = { events: number, hash: row.hash };
  }
  return { kind: "whole", head };
}
