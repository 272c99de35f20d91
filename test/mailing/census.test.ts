import { expect, test } from "vitest";
import { clientSchema, incidentSchema } from "../../src/incident/index.ts";
import { readLaw } from "../../src/law/index.ts";
import { type MailingInputs, takeCensus } from "../../src/mailing/index.ts";
import { facetsFor, variantKey } from "../../src/notice/index.ts";
import type { Individual } from "../../src/people/index.ts";
import { person } from "../ledger/fiction.ts";
import { inMemory } from "../ledger/open-ledger.ts";

const { value: law } = readLaw("jurisdictions");
const incident = incidentSchema.parse({
  format: 1,
  id: "case",
  title: "Case",
  notifier: { role: "client" },
  dates: { discovered: "2026-03-02" },
});
const clients = new Map(
  ["a", "b"].map((id) => [
    id,
    clientSchema.parse({ format: 1, id, name: `Clinic ${id}`, kind: "coveredEntity" }),
  ]),
);
// A census asks the inputs for the law and for the variant of a person, and nothing else.
const inputs = {
  law,
  variants: new Map(
    [...clients].map(([id, client]) => [
      id,
      (individual: Individual) => {
        const facets = facetsFor(individual, incident, client, law);
        return { facets, key: variantKey(facets) };
      },
    ]),
  ),
} as unknown as MailingInputs;

function row(
  number: number,
  sketch: { client?: string; state: string; delivery?: Individual["delivery"] },
  recipient: Individual["recipient"]["kind"] = "individual",
) {
  const made = person({ row: number, name: `Person ${number}`, ...sketch });
  const status = { individual: "adult", parentOrGuardian: "minor", nextOfKin: "deceased" } as const;
  return {
    ...made,
    individual: { ...made.individual, recipient: { kind: recipient }, status: status[recipient] },
  };
}

test("a census counts to whom the letters go, for each client and jurisdiction", () => {
  const ledger = inMemory();
  ledger.intake.begin("hash");
  ledger.intake.add("a", "people.csv", [
    row(2, { state: "CA" }),
    row(3, { state: "CA" }),
    row(4, { state: "CA" }, "parentOrGuardian"),
    row(5, { state: "TX" }, "nextOfKin"),
    row(6, { state: "TX", delivery: "substitute" }),
  ]);
  ledger.intake.add("b", "people.csv", [row(2, { client: "b", state: "CA" }, "nextOfKin")]);
  ledger.intake.finish((kept) => kept);
  const { populations } = takeCensus(inputs, ledger);
  expect(populations.get("a")?.recipientsByJurisdiction).toEqual(
    new Map([
      ["US-CA", { individuals: 2, parents: 1, nextOfKin: 0 }],
      // Whoever cannot be reached is still to be told, in another way.
      ["US-TX", { individuals: 1, parents: 0, nextOfKin: 1 }],
    ]),
  );
  expect(populations.get("b")?.recipientsByJurisdiction).toEqual(
    new Map([["US-CA", { individuals: 0, parents: 0, nextOfKin: 1 }]]),
  );
  expect(populations.get("a")?.undeliverableByJurisdiction).toEqual(new Map([["US-TX", 1]]));
});
