import fc from "fast-check";
import { expect, test } from "vitest";
import { type ProofRole, proofRoles } from "../../src/approval/index.ts";
import type { DataElement } from "../../src/incident/index.ts";
import { readLaw } from "../../src/law/index.ts";
import type { Ledger } from "../../src/ledger/index.ts";
import { addressLineWidth } from "../../src/letter/index.ts";
import { addCounts, censusFrom, countPerson, nobodyCounted } from "../../src/mailing/census.ts";
import { type MailingInputs, takeCensus } from "../../src/mailing/index.ts";
import { chooseProofPeople } from "../../src/mailing/proof-people.ts";
import type { Individual } from "../../src/people/index.ts";
import { lastLines } from "../../src/people/index.ts";
import { person, takeIn } from "../ledger/fiction.ts";
import { inMemory } from "../ledger/open-ledger.ts";
import { adultInTexas } from "../notice/fictional-incident.ts";

/** Six variants: three languages, by letter or by e-mail. */
function variantOf({ language, email }: Individual) {
  const channel = email === undefined ? ("letter" as const) : ("email" as const);
  return { facets: { ...adultInTexas, language, channel }, key: `${language}/${channel}` };
}

const { value: law } = readLaw("jurisdictions");
// A census asks the inputs for the law and for the variant of a person, and nothing else.
const inputs = { law, variants: new Map([["a", variantOf]]) } as unknown as MailingInputs;

const elements: readonly DataElement[] = ["ssn", "passport", "biometric", "dateOfBirth"];

const someone = fc.record({
  // Few of each, so that many go as far as each other.
  name: fc.constantFrom("Ann Lee", "Lee Ann", "Wommawm Mowm", "Lilli Illi Tilli Filli", "Bo Ray"),
  lines: fc.constantFrom(
    ["1 ELM ST"],
    ["22 ELM ST"],
    ["4444 NORTH SOUTHWESTERN PKWY"],
    ["1 ELM ST", "APT 2"],
  ),
  language: fc.constantFrom("en", "es", "vi"),
  byEmail: fc.boolean(),
  delivery: fc.constantFrom("mail", "mail", "mail", "substitute") as fc.Arbitrary<Individual["delivery"]>,
  kinds: fc.integer({ min: 0, max: elements.length }),
});
type Someone = typeof someone extends fc.Arbitrary<infer Made> ? Made : never;

function rowOf({ name, lines, language, byEmail, delivery, kinds }: Someone, at: number) {
  const made = person({ row: at + 2, name, delivery, elements: elements.slice(0, kinds) });
  const { individual } = made;
  const email = byEmail ? { email: { address: "a@mail.example", consentedOn: "2024-01-01" } } : {};
  const changed = { ...individual, language, address: { ...individual.address, lines }, ...email };
  // Everyone is somebody else, whatever their names.
  const key = `${at}`.padStart(32, "0");
  return { ...made, duplicateKey: key, possibleDuplicateKey: key, individual: changed as Individual };
}

const measure: Record<ProofRole, (individual: Individual) => number | undefined> = {
  ordinary: () => 0,
  longestName: ({ name }) => addressLineWidth(name.full.toUpperCase()),
  longestAddress: ({ address, email }) => {
    const shown = [...address.lines, ...lastLines(address)];
    if (email !== undefined) return undefined;
    return shown.length * 1_000 + Math.max(...shown.map(addressLineWidth));
  },
  mostData: ({ dataElements }) => dataElements.length,
  fewestData: ({ dataElements }) => -dataElements.length,
};

/** Whom one look at everybody finds, by a sort that keeps the order of equals. */
function plainly(ledger: Ledger, variants: ReadonlySet<string>, role: ProofRole): readonly string[] {
  return [...ledger.intake.people()]
    .map(({ individual }) => ({ individual, goes: measure[role](individual) ?? Number.NaN }))
    .filter(({ individual, goes }) => {
      const reached = individual.delivery === "mail" && !Number.isNaN(goes);
      return reached && variants.has(variantOf(individual).key);
    })
    .sort((a, b) => b.goes - a.goes)
    .slice(0, 3)
    .map(({ individual }) => individual.id);
}

test("a text is shown with those whom a look at everybody finds, however its variants are grouped", () => {
  fc.assert(
    fc.property(
      fc.array(someone, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 6 }),
      (all, texts) => {
        const ledger = inMemory();
        takeIn(ledger, "hash", all.map(rowOf));
        const { variants } = takeCensus(inputs, ledger);
        const groups = Map.groupBy([...variants].entries(), ([at]) => at % texts);
        for (const group of groups.values()) {
          const members = group.map(([, [, count]]) => count);
          const chosen = chooseProofPeople(ledger, members);
          const keys = new Set(group.map(([, [key]]) => key));
          for (const role of proofRoles) {
            expect(chosen[role].map(({ individual }) => individual.id)).toEqual(plainly(ledger, keys, role));
            for (const { individual, facets } of chosen[role])
              expect(facets).toEqual(variantOf(individual).facets);
          }
        }
      },
    ),
  );
});

test("people counted in parts are counted as in one pass, in the same order", () => {
  const parts = fc.array(fc.array(someone, { maxLength: 12 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(parts, (all) => {
      const ledger = inMemory();
      takeIn(ledger, "hash", all.flat().map(rowOf));
      const counts = nobodyCounted();
      let from = 1;
      for (const { length } of all) {
        const part = nobodyCounted();
        for (const each of ledger.intake.people())
          if (each.seq >= from && each.seq < from + length) countPerson(inputs, part, each);
        addCounts(counts, part);
        from += length;
      }
      const together = censusFrom(counts, ledger.intake.totals());
      const whole = takeCensus(inputs, ledger);
      expect(together).toEqual(whole);
      expect([...together.variants.keys()]).toEqual([...whole.variants.keys()]);
      expect([...(together.exposed.get("a") ?? [])]).toEqual([...(whole.exposed.get("a") ?? [])]);
    }),
  );
});
