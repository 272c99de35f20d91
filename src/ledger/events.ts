import type { Facts } from "../problem/index.ts";
import type { Store } from "./store.ts";

/** All that can happen to a mailing or a person. Closed, so that a history can be read without its writer. */
const eventKinds = [
  "intakeDone",
  "mailingPlanned",
  "mailingWithdrawn",
  "mailingHandedOver",
  "streamsVerified",
  "mailingReconciled",
  "emailSending",
  "emailSent",
  "emailRefused",
  "emailOutcomeUnknown",
  "emailBounced",
  "letterReturned",
  "addressCorrected",
  "remailRequested",
  "nextOfKinFound",
  "substituteNoticeOwed",
  "substituteNoticeGiven",
  "personRead",
] as const;
export type EventKind = (typeof eventKinds)[number];

/** `at` is given, ISO 8601 with zone. Facts hold counts, hashes and reasons, never a person's data. */
export type LedgerEvent = {
  readonly at: string;
  readonly kind: EventKind;
  readonly mailing?: string;
  readonly client?: string;
  readonly individual?: string;
  readonly piece?: string;
  readonly facts: Facts;
};

type Row = {
  key: number;
  at: string;
  kind: EventKind;
  mailing: string | null;
  client: string | null;
  individual: string | null;
  piece: string | null;
  facts: string;
};

/** Adds events, inside or outside a transaction of its own. */
function insertEvents(store: Store, events: readonly LedgerEvent[]): void {
  for (const { at, kind, mailing, client, individual, piece, facts } of events)
    store.run(
      "INSERT INTO event (at, kind, mailing, client, individual, piece, facts) VALUES (?, ?, ?, ?, ?, ?, ?)",
      at,
      kind,
      mailing ?? null,
      client ?? null,
      individual ?? null,
      piece ?? null,
      JSON.stringify(facts),
    );
}

function eventOf({ at, kind, mailing, client, individual, piece, facts }: Row): LedgerEvent {
  return {
    at,
    kind,
    ...(mailing === null ? {} : { mailing }),
    ...(client === null ? {} : { client }),
    ...(individual === null ? {} : { individual }),
    ...(piece === null ? {} : { piece }),
    facts: JSON.parse(facts) as Facts,
  };
}

/** What happened, in the order in which it was recorded. Added, never changed. */
export class Events {
  readonly #store: Store;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
  }

  /** Adds events, all or none. */
  record(events: readonly LedgerEvent[]): void {
    this.#store.write(() => insertEvents(this.#store, events));
  }

  /** All events, oldest first: of one mailing and of one kind, if told. */
  *all(only: { readonly mailing?: string; readonly kind?: EventKind } = {}): Generator<LedgerEvent> {
    const rows = this.#store.pages<Row>(
      `SELECT * FROM event WHERE (?1 IS NULL OR mailing = ?1) AND (?2 IS NULL OR kind = ?2) AND key > ?3
       ORDER BY key LIMIT ?4`,
      (row) => row.key,
      [only.mailing ?? null, only.kind ?? null],
    );
    for (const row of rows) yield eventOf(row);
  }

  /** What happened to one person, oldest first. */
  of(client: string, individual: string): readonly LedgerEvent[] {
    return this.#store
      .all<Row>("SELECT * FROM event WHERE client = ? AND individual = ? ORDER BY key", client, individual)
      .map(eventOf);
  }
}
