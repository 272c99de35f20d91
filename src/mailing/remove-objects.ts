import type { DeletedObjects, KnownPlace, Ledger } from "../ledger/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { ObjectStore, ObjectStoreRefused } from "./object-store.ts";

/** What was deleted in object stores, and the places that could not be emptied. */
export type ObjectsRemoved = DeletedObjects & { readonly problems: readonly Problem[] };

/** The places in object stores where files of the incident's mailings were put, each once, as `s3://…`. */
export function objectStoresOf(ledger: Ledger): readonly string[] {
  const places = ledger.mailings.all().flatMap(({ id }) => ledger.objectPlaces.of(id));
  return [...new Set(places.map(({ store }) => store))];
}

/**
 * Deletes what a mailing has in object stores, and nothing else that lies there; notes it in the ledger. A store
 * that refuses or cannot be reached is a problem, and the others are emptied all the same.
 * @param every also where it was deleted before: a machine that hung may have put a file there since
 */
export async function removeObjects(
  ledger: Ledger,
  mailing: string,
  at: string,
  every: boolean,
  unable: "mailing/objects-not-deleted" | "mailing/objects-left",
): Promise<ObjectsRemoved> {
  let objects = 0;
  let bytes = 0;
  const problems: Problem[] = [];
  const places = ledger.objectPlaces.of(mailing).filter(({ holding }) => holding || every);
  for (const place of places)
    try {
      const removed = await emptyPlace(ledger, mailing, place);
      if (place.holding || removed.objects > 0) ledger.objectPlaces.emptied(mailing, at, place, removed);
      // On another server of the same name nothing is found either.
      if (place.holding && place.objects + removed.objects === 0)
        problems.push(problem("mailing/no-objects-found", {}, factsOf(place, mailing)));
      objects += removed.objects;
      bytes += removed.bytes;
    } catch (error) {
      if (!(error instanceof ObjectStoreRefused)) throw error;
      problems.push(problem(unable, {}, { ...factsOf(place, mailing), why: error.message }));
    }
  return { objects, bytes, problems };
}

function factsOf({ store, endpoint = "Amazon" }: KnownPlace, mailing: string) {
  return { place: store, server: endpoint, mailing: mailing.slice(0, 8) };
}

/** Only what the ledger has: a prefix may hold other incidents' letters too. */
async function emptyPlace(ledger: Ledger, mailing: string, place: KnownPlace): Promise<DeletedObjects> {
  const paths = new Map<string, Set<string>>();
  for (const { client, path } of ledger.account.files(mailing)) {
    const known = paths.get(client) ?? new Set();
    known.add(path);
    paths.set(client, known);
  }
  let objects = 0;
  let bytes = 0;
  const store = await ObjectStore.open(place);
  try {
    for (const [client, ours] of paths) {
      const found: string[] = [];
      for await (const file of store.under(client)) {
        if (!ours.has(file.path)) continue;
        found.push(file.path);
        bytes += file.bytes;
      }
      await store.remove(found);
      objects += found.length;
    }
  } finally {
    store.close();
  }
  return { objects, bytes };
}
