import { expect, test } from "vitest";
import { clientKinds, clientSchema, dataElements, incidentSchema } from "../../src/incident/index.ts";
import { duties, estimatedPopulation, isTriggered } from "../../src/law/index.ts";
import { law } from "./law-case.ts";

const states = [...law.jurisdictions.values()].filter(({ level }) => level === "state");
const counts = Object.fromEntries(states.map(({ jurisdiction }) => [jurisdiction, 1]));
const everyLicence = [
  ...new Set(
    states
      .flatMap(({ provisions }) => provisions.flatMap(({ versions }) => versions))
      .flatMap(({ rule, when }) => [
        when?.licence?.id ?? [],
        ...(rule.kind === "trigger" ? (rule.boundIf ?? []).map(({ licence }) => licence.id) : []),
      ])
      .flat(),
  ),
];

// A letter that is owed under a State's law without what that law wants in it would fail in silence.
test.each([
  ["2023-02-01", "none", []],
  ["2024-08-15", "none", []],
  ["2026-03-02", "none", []],
  ["2026-03-02", "every", everyLicence],
] as const)(
  "a State's law reaches the letters exactly where it obliges to write them: discovered %s, %s licence",
  (discovered, _, licences) => {
    const apart: string[] = [];
    const on = { discovered, determined: discovered, confirmed: discovered, individualNotice: discovered };
    const incident = incidentSchema.parse({
      format: 1,
      id: "case",
      title: "Case",
      notifier: { role: "client" },
      dates: on,
    });
    for (const kind of clientKinds)
      for (const element of dataElements) {
        const client = clientSchema.parse({
          format: 1,
          id: "a",
          name: "A",
          kind,
          licences,
          estimated: { counts, dataElements: [element] },
        });
        const told = new Set(
          duties(law, incident, client, estimatedPopulation(client))
            .duties.filter(({ to, status }) => to === "individuals" && status !== "notOwed")
            .map(({ jurisdiction }) => jurisdiction),
        );
        for (const { jurisdiction } of states)
          if (told.has(jurisdiction) !== isTriggered(law, jurisdiction, [element], incident, client))
            apart.push(`${jurisdiction}, ${kind}, ${element}: owed ${told.has(jurisdiction)}`);
      }
    expect(apart).toEqual([]);
  },
);
