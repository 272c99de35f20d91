import { describe, expect, test } from "vitest";
import type { Client } from "../../src/incident/index.ts";
import { exposureClasses, readLaw } from "../../src/law/index.ts";
import {
  compose,
  contentCheck,
  type Facets,
  lawForFacets,
  letterContacts,
  noticeText,
  readability,
} from "../../src/notice/index.ts";
import { clinic, employer, fieldsOfMaria, incident, ownIncident, templates } from "./fictional-incident.ts";

const all = templates();
const law = readLaw("jurisdictions").value;
const contacts = letterContacts(law);
const states = [...law.jurisdictions.values()]
  .filter(({ level }) => level === "state")
  .map(({ jurisdiction }) => jurisdiction);

/** Every kind of reader in one state: recipients and exposures, both clients, and in turn both writers and channels. */
function variantsOf(jurisdiction: string): { facets: Facets; client: Client; own: boolean }[] {
  return (["adult", "parentOrGuardian", "nextOfKin"] as const).flatMap((recipient) =>
    exposureClasses.flatMap((exposure, index) =>
      [clinic, employer].flatMap((client) =>
        (["applies", "silent"] as const).map((stateLaw) => {
          const own = (index + (client === clinic ? 0 : 1)) % 2 === 0;
          const channel = recipient === "adult" && (index + (own ? 1 : 0)) % 3 === 0 ? "email" : "letter";
          const facets: Facets = {
            client: client.id,
            notifier: own ? "client" : "vendor",
            jurisdiction,
            stateLaw,
            phi: client === clinic,
            recipient,
            language: "en",
            channel,
            exposure,
            offer: offerOf(recipient, client),
          };
          return { client, own, facets };
        }),
      ),
    ),
  );
}

function offerOf(recipient: Facets["recipient"], client: Client): string | null {
  if (recipient === "nextOfKin") return null;
  const wanted = recipient === "adult" ? "adult" : "minor";
  return client.offers.find((offer) => offer.for === wanted)?.id ?? null;
}

/** The term is the client’s choice; whether it is long enough is checked with the client’s offers. */
const ofTheClient = new Set(["notice/services-owed", "notice/offer-too-short"]);

describe("every jurisdiction at hand, every kind of reader", () => {
  test("there are jurisdictions", () => {
    expect(states.length).toBeGreaterThanOrEqual(24);
  });

  test.each([...states, "FOREIGN", "UNKNOWN"])("%s: each notice says what its law wants", (jurisdiction) => {
    for (const { facets, client, own } of variantsOf(jurisdiction)) {
      const from = { incident: own ? ownIncident : incident, client, contacts, residentCount: 12 };
      const wanted = lawForFacets(facets, law, from.incident, client);
      const { value, problems } = compose(all, facets, { ...from, law: wanted });
      const found = [...problems, ...contentCheck(value, wanted, all)].filter(
        ({ code, severity }) => severity === "stops" && !ofTheClient.has(code),
      );
      expect(found, value.variant).toEqual([]);
      expect(readability(value).grade, value.variant).toBeLessThanOrEqual(8);
      expect(value.fields.includes("code"), value.variant).toBe(facets.offer !== null);
      expect(noticeText(value, fieldsOfMaria), value.variant).not.toMatch(/undefined|\[object|\{\{|\uE000/);
    }
  });
});
