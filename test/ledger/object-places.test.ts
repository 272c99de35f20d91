import { expect, test } from "vitest";
import { inMemory } from "./open-ledger.ts";

const at = "2026-02-01T10:00:00Z";
const here = { store: "s3://letters/run", endpoint: "https://objects.example" };
const amazon = { store: "s3://letters/run" };

test("a place is noted once while files may be there, and again when it was emptied", () => {
  const { objectPlaces, events } = inMemory();
  expect(objectPlaces.of("m")).toEqual([]);
  for (const place of [here, here, amazon]) objectPlaces.choose("m", at, place);
  objectPlaces.choose("other", at, here);
  expect(objectPlaces.of("m")).toEqual([
    { ...here, objects: 0, holding: true },
    { ...amazon, objects: 0, holding: true },
  ]);
  objectPlaces.emptied("m", at, here, { objects: 3, bytes: 900 });
  expect(objectPlaces.of("m")[0]).toEqual({ ...here, objects: 3, holding: false });
  objectPlaces.choose("m", at, here);
  objectPlaces.emptied("m", at, here, { objects: 2, bytes: 100 });
  expect(objectPlaces.of("m")[0]).toEqual({ ...here, objects: 5, holding: false });
  expect([...events.all({ mailing: "m" })].map(({ kind }) => kind)).toEqual([
    "objectStoreChosen",
    "objectStoreChosen",
    "objectStoreEmptied",
    "objectStoreChosen",
    "objectStoreEmptied",
  ]);
  expect(events.verify().kind).toBe("whole");
});
