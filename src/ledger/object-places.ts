import { recordEvents } from "./event-chain.ts";
import type { LedgerEvent } from "./event-record.ts";
import { Events } from "./events.ts";
import type { Store } from "./store.ts";

/** A place in an object store: `s3://bucket/prefix`, and the server's address if it is not Amazon's. */
export type ObjectPlace = { readonly store: string; readonly endpoint?: string };

/** What was deleted from a place. */
export type DeletedObjects = { readonly objects: number; readonly bytes: number };

/** `objects`: how many were ever deleted there; `holding`: files may have been put there since. */
export type KnownPlace = ObjectPlace & { readonly objects: number; readonly holding: boolean };

const keyOf = ({ store, endpoint }: ObjectPlace) => `${endpoint ?? ""} ${store}`;

/** Where in object stores the files of a mailing were put, so that they are found when they must go; kept as events. */
export class ObjectPlaces {
  readonly #store: Store;
  readonly #events: Events;

  /** For `openLedger`. */
  constructor(store: Store) {
    this.#store = store;
    this.#events = new Events(store);
  }

  /** Notes a place before anything is put there; nothing if that is known, whoever noted it. */
  choose(mailing: string, at: string, place: ObjectPlace): void {
    this.#store.write(() => {
      if (this.of(mailing).some((known) => known.holding && keyOf(known) === keyOf(place))) return;
      recordEvents(this.#store, [{ at, kind: "objectStoreChosen", mailing, facts: factsOf(place) }]);
    });
  }

  /** Notes that the mailing's files were deleted there. */
  emptied(mailing: string, at: string, place: ObjectPlace, { objects, bytes }: DeletedObjects): void {
    const facts = { ...factsOf(place), objects, bytes };
    this.#store.write(() => recordEvents(this.#store, [{ at, kind: "objectStoreEmptied", mailing, facts }]));
  }

  /** Every place that was ever chosen, each once. */
  of(mailing: string): readonly KnownPlace[] {
    const places = new Map<string, KnownPlace>();
    for (const { kind, facts } of this.#events.all({ mailing })) {
      if (kind !== "objectStoreChosen" && kind !== "objectStoreEmptied") continue;
      const place = placeOf(facts);
      const before = places.get(keyOf(place))?.objects ?? 0;
      places.set(keyOf(place), {
        ...place,
        objects: before + Number(facts.objects ?? 0),
        holding: kind === "objectStoreChosen",
      });
    }
    return [...places.values()];
  }
}

function factsOf({ store, endpoint }: ObjectPlace): LedgerEvent["facts"] {
  return { store, ...(endpoint === undefined ? {} : { endpoint }) };
}

function placeOf({ store, endpoint }: LedgerEvent["facts"]): ObjectPlace {
  return { store: String(store), ...(endpoint === undefined ? {} : { endpoint: String(endpoint) }) };
}
