import { expect, test } from "vitest";
import { readLaw } from "../../src/law/index.ts";
import { findVariant, type NamedVariant } from "../../src/report/index.ts";

const { value: law } = readLaw("jurisdictions");
const keys = ["clinic/US-TX/adult/en", "clinic/US-OH/adult/en", "plan/US-TX/nextOfKin/en"];

test.each<[string, NamedVariant]>([
  ["clinic/US-OH/adult/en", { kind: "variant", key: "clinic/US-OH/adult/en" }],
  ["US-TX", { kind: "jurisdiction", id: "US-TX" }],
  ["tx", { kind: "jurisdiction", id: "US-TX" }],
  ["new york", { kind: "jurisdiction", id: "US-NY" }],
  ["abroad", { kind: "jurisdiction", id: "FOREIGN" }],
  ["FOREIGN", { kind: "jurisdiction", id: "FOREIGN" }],
  ["unknown", { kind: "jurisdiction", id: "UNKNOWN" }],
])("%s names what it says", (words, expected) => {
  expect(findVariant(law, keys, words)).toEqual(expected);
});

test.each([
  ["clinic/US-OH/adlut/en", "clinic/US-OH/adult/en"],
  ["plan/US-TX/nextofkin/en", "plan/US-TX/nextOfKin/en"],
  ["texsa", "US-TX"],
])("%s is unknown, and %s is close", (words, close) => {
  const found = findVariant(law, keys, words);
  expect(found).toMatchObject({ kind: "unknown" });
  expect(found.kind === "unknown" ? found.close[0] : undefined).toBe(close);
});

test("a word that every object knows names nothing", () => {
  expect(findVariant(law, keys, "constructor").kind).toBe("unknown");
});
