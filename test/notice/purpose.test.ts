import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import { type Incident, incidentSchema } from "../../src/incident/index.ts";
import {
  compose,
  contentCheck,
  type Facets,
  fieldsFor,
  noticeText,
  readability,
  wordsFor,
} from "../../src/notice/index.ts";
import { caseOf } from "./every-variant.ts";
import { adultInTexas, ana, clinic, incident, maria, robert, templates } from "./fictional-incident.ts";

const again: Incident = incidentSchema.parse({
  ...incident,
  dates: { ...incident.dates, earlierNotice: "2026-03-02", individualNotice: "2026-05-04" },
  narrative: {
    en: {
      ...incident.narrative.en,
      whatIsNew: "A second set of files was involved too. It held bank account numbers.",
      correction: "It was not addressed to you as it should have been. This letter is.",
    },
    es: {
      ...incident.narrative.es,
      whatIsNew: "También se vio afectado otro grupo de archivos. Contenía números de cuentas bancarias.",
      correction: "No estaba dirigida a usted como debía. Esta carta sí lo está.",
    },
  },
});

const readers = [
  ["adult", maria, "adult24"],
  ["parentOrGuardian", ana, "minor24"],
  ["nextOfKin", robert, null],
] as const;
const all = templates();

const cases = (["supplemental", "corrective"] as const).flatMap((purpose) =>
  (["en", "es"] as const).flatMap((language) =>
    readers.flatMap(([recipient, person, offer]) =>
      (recipient === "adult" ? (["letter", "email"] as const) : (["letter"] as const)).map((channel) => {
        const facets: Facets = {
          ...adultInTexas,
          jurisdiction: "US-CA",
          purpose,
          language,
          recipient,
          offer,
          channel,
        };
        const each = caseOf(facets, clinic, again);
        const { value, problems } = compose(all, facets, each.from);
        const words = wordsFor(all, clinic.id, language);
        if (words === undefined) throw new Error(language);
        const fields = fieldsFor(person, facets, clinic, words, { code: "BQ7K", enrolBy: day("2026-08-31") });
        return { name: value.variant, facets, each, value, problems, text: noticeText(value, fields) };
      }),
    ),
  ),
);

describe("a second letter", () => {
  test.each(cases)("$name passes its law", ({ value, problems, each }) => {
    expect(problems).toEqual([]);
    const found = contentCheck(value, each.from.law, all);
    expect(found.filter(({ severity }) => severity === "stops")).toEqual([]);
    expect(readability(value).grade).toBeLessThanOrEqual(8);
  });

  test.each(cases)("$name says why it comes before it says what happened", ({ facets, text }) => {
    const { purpose, language } = facets;
    const why =
      purpose === "supplemental"
        ? { en: /We have learned more since then\./, es: /Desde entonces hemos sabido más\./ }[language]
        : { en: /corrects one .*that we sent before/, es: /corrige otr[ao] .*que enviamos antes/ }[language];
    const at = text.search(why ?? /^$/);
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(text.search(/What Happened\?|¿Qué pasó\?/));
    expect(text).toMatch(/March 2, 2026|2 de marzo de 2026/);
    expect(text).toMatch(
      purpose === "supplemental" ? /bank account|cuentas bancarias/ : /should have|como debía/,
    );
  });

  test("a first letter says nothing of an earlier one", () => {
    const facets: Facets = { ...adultInTexas, purpose: "first" };
    const { value } = compose(all, facets, caseOf(facets, clinic, again).from);
    expect(noticeText(value, {})).not.toMatch(/sent before|earlier|learned more|corrects/);
  });

  test("its key says what it is for", () => {
    for (const { name, facets } of cases) expect(name.split("/")).toContain(facets.purpose);
  });

  test.each([
    ["supplemental", "incident.whatIsNew"],
    ["corrective", "incident.correction"],
  ] as const)("%s without its narrative is stopped", (purpose, fact) => {
    const facets: Facets = { ...adultInTexas, purpose };
    const { problems } = compose(all, facets, caseOf(facets, clinic, incident).from);
    expect(problems).toMatchObject([{ code: "notice/fact-missing", facts: { fact } }]);
  });

  test.each([
    ["en", "It said that you had died. You are alive.", "died"],
    ["en", "It called you a minor.", "minor"],
    ["en", "It was addressed wrongly.", undefined],
    ["es", "Decía que usted había fallecido.", "fallecido"],
    ["es", "Tenía una dirección equivocada.", undefined],
  ] as const)("%s: a correction must not repeat what was wrong: %s", (language, correction, word) => {
    const narrative = { ...again.narrative, [language]: { ...again.narrative[language], correction } };
    const facets: Facets = { ...adultInTexas, purpose: "corrective", language };
    const of = incidentSchema.parse({ ...again, narrative });
    const { problems } = compose(all, facets, caseOf(facets, clinic, of).from);
    expect(problems.map(({ code, facts }) => [code, facts.word])).toEqual(
      word === undefined ? [] : [["notice/correction-repeats", word]],
    );
  });
});
