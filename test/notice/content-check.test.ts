import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ContentElement, contentElements, type NoticeLaw, readLaw } from "../../src/law/index.ts";
import {
  compose,
  contentCheck,
  type Facets,
  inlinesOf,
  lawForFacets,
  letterContacts,
  loadTemplates,
  type Notice,
} from "../../src/notice/index.ts";
import { problemText } from "../../src/problem/index.ts";
import {
  adultInTexas,
  clinic,
  composed,
  handMadeLaw,
  incident,
  noLaw,
  outline,
  sources,
  templates,
} from "./fictional-incident.ts";

const files = new Map(
  readdirSync("templates", { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(md|json)$/.test(name))
    .map((name) => [name, readFileSync(`templates/${name}`, "utf8")] as const),
);

/** A notice from a short outline, with a contact section that satisfies the check. */
function short(text: string, facets: Facets = { ...adultInTexas, offer: null }): Notice {
  const contact =
    '{{#element "entityContact"}}{{client.contact.tollFree}}, {{inOneLine client.contact.postal}}{{/element}}';
  const { value } = outline(`# Notice of Data Breach\n\n${text}\n\n${contact}\n`);
  return compose(value, facets, sources()).value;
}

const codes = (notice: Notice, law: NoticeLaw = noLaw) =>
  contentCheck(notice, law, templates()).map(({ code }) => code);

describe("required elements", () => {
  test.each<readonly [string, string, ContentElement, string[]]>([
    ["is there", '{{#element "agContact"}}1-800-555-0123, ag.example{{/element}}', "agContact", []],
    ["is not there", "Nothing", "agContact", ["notice/element-missing"]],
    [
      "is marked around nothing",
      '{{#element "remedialActions"}}{{/element}}',
      "remedialActions",
      ["notice/element-missing"],
    ],
    [
      "is marked around a dot",
      '{{#element "remedialActions"}}…{{/element}}',
      "remedialActions",
      ["notice/element-missing"],
    ],
    [
      "is a slot",
      '{{#element "informationTypes"}}{{field.dataElements}}{{/element}}',
      "informationTypes",
      [],
    ],
    [
      "is a date without a date",
      '{{#element "dateOfBreach"}}Some time ago{{/element}}',
      "dateOfBreach",
      ["notice/element-too-thin"],
    ],
    ["is a date", '{{#element "dateOfBreach"}}In May 2026{{/element}}', "dateOfBreach", []],
    [
      "names two bureaus",
      '{{#element "craContacts"}}Equifax, Experian, 888-555-0100, 30348{{/element}}',
      "craContacts",
      ["notice/element-too-thin"],
    ],
    [
      "names three bureaus, and how to reach one of them",
      '{{#element "craContacts"}}Equifax, Experian, TransUnion, 888-555-0100, Atlanta, GA 30348{{/element}}',
      "craContacts",
      ["notice/element-too-thin"],
    ],
    [
      "has a number that is not toll-free",
      '{{#element "entityTollFree"}}(512) 555-0100{{/element}}',
      "entityTollFree",
      ["notice/element-too-thin"],
    ],
    [
      "has a toll-free number",
      '{{#element "entityTollFree"}}1-888-555-0100{{/element}}',
      "entityTollFree",
      [],
    ],
    [
      "says the freeze is there but not that it is free",
      '{{#element "freezeIsFree"}}You may freeze.{{/element}}',
      "freezeIsFree",
      ["notice/element-too-thin"],
    ],
  ])("%s", (_, text, element, wanted) => {
    expect(codes(short(text), handMadeLaw("US-TX", [element]))).toEqual(wanted);
  });

  test("the problem names jurisdiction, provision, citation, element and the files to edit", () => {
    const loaded = templates();
    const notice = composed({ ...adultInTexas, offer: null });
    const [found] = contentCheck(notice, handMadeLaw("US-RI", ["residentCount"]), loaded);
    expect(found).toMatchObject({
      code: "notice/element-missing",
      where: { jurisdiction: "US-RI", provision: "required-content", template: "en/states/us-ri.md" },
      facts: { element: "residentCount", citation: "US-RI § 1" },
    });
    expect(found && problemText(found).next).toContain("en/states/us-ri.md");
  });
});

describe("forbidden things", () => {
  const law = handMadeLaw("US-MA", [], ["residentCount", "natureOfBreach"]);

  test.each([
    "1,204 Massachusetts residents were affected.",
    "This touched 12 people.",
    "About 1.2 million individuals were told.",
    "Twelve thousand patients were told.",
    "We are telling 340 of our current patients.",
    "It involved 2 other Massachusetts residents.",
    "It involved 2 other\nMassachusetts residents.",
  ])("a count: %s", (text) => {
    expect(codes(short(text), law)).toContain("notice/count-forbidden");
  });

  test.each([
    "Call one of the three credit bureaus within 12 to 24 months.",
    "Someone used the password of one of our employees.",
    "Ask for your addresses over the last two to five years.",
    "The residents of 4 streets were not asked.",
    "In 2026 the people at the call center answer.",
    "Patients may call 1-888-555-0142.",
  ])("no count: %s", (text) => {
    expect(codes(short(text), law)).toEqual([]);
  });

  test.each([
    "ransomware",
    "Hackers",
    "a phishing e-mail",
    "stolen",
    "an unauthorized person",
    "cyberattack",
  ])("the nature of the breach: %s", (word) => {
    expect(codes(short(`It was ${word}.`), { ...law, description: "omitted" })).toContain(
      "notice/nature-forbidden",
    );
    expect(codes(short(`It was ${word}.`), { ...law, description: "brief" })).toContain(
      "notice/nature-in-brief",
    );
  });

  test("an element that is marked", () => {
    const notice = short('{{#element "residentCount"}}Some of you{{/element}}');
    expect(codes(notice, law)).toEqual(["notice/element-forbidden"]);
    expect(codes(notice)).toEqual([]);
  });
});

describe("title and headings", () => {
  const form = {
    title: "Notice of Data Breach",
    headings: ["What Happened?", "What You Can Do"],
    jurisdiction: "US-CA",
    provision: "form",
    citation: "§ 1798.82(d)(1)",
  };
  const law = { ...noLaw, form: [form] };

  test.each<readonly [string, string, string[]]>([
    [
      "in order, with others between",
      "## What Happened?\n\nThis.\n\n## More\n\n## What You Can Do\n\nThat.",
      [],
    ],
    ["a lower heading under it", "## What Happened?\n\n### More\n\n## What You Can Do\n\nThat.", []],
    ["nothing at all under it", "## What Happened?\n\n## What You Can Do\n\nThat.", ["notice/heading-empty"]],
    ["one missing", "## What Happened?\n\nThis.", ["notice/heading-missing"]],
    ["out of order", "## What You Can Do\n\nThat.\n\n## What Happened?\n\nThis.", ["notice/heading-missing"]],
    ["at another level", "## What Happened?\n\nThis.\n\n### What You Can Do", ["notice/heading-missing"]],
    ["without its question mark", "## What Happened\n\n## What You Can Do", ["notice/heading-missing"]],
  ])("%s", (_, text, wanted) => {
    expect(codes(short(text), law)).toEqual(wanted);
  });

  test("another title", () => {
    const { value } = outline("# Notice of Data Event\n");
    const notice = compose(value, adultInTexas, sources()).value;
    expect(codes(notice, { ...noLaw, form: [{ ...form, headings: [] }] })).toContain(
      "notice/title-not-as-fixed",
    );
  });
});

describe("placeholders", () => {
  test.each([
    "<\\<Name 1>>",
    "\\[NUMBER\\]",
    "TBD",
    "XXX",
    "#N/A",
    "lorem ipsum",
    "undefined",
    "NaN",
    "\\_\\_\\_\\_",
    "\\[TIME\\] to \\[TIME\\]",
  ])("%s", (token) => {
    expect(codes(short(`Call ${token} now.`))).toContain("notice/unresolved-token");
  });

  test("braces that came in with a fact", () => {
    const client = { ...clinic, name: "{{client}}" };
    const { value } = compose(templates(), adultInTexas, sources({ client }));
    expect(codes(value)).toContain("notice/unresolved-token");
  });
});

describe("the offer, exactly when there is one", () => {
  const offer =
    '{{#element "identityTheftServicesOffer"}}Enroll with {{field.code}} by {{field.enrolBy}}{{/element}}';

  test("made and had", () => {
    expect(codes(short(offer, adultInTexas))).toEqual([]);
  });
  test("had and not made", () => {
    expect(codes(short("Nothing", adultInTexas))).toEqual([
      "notice/offer-missing",
      "notice/offer-missing",
      "notice/offer-missing",
    ]);
  });
  test("had and made without a code", () => {
    const text = '{{#element "identityTheftServicesOffer"}}Enroll by {{field.enrolBy}}{{/element}}';
    expect(codes(short(text, adultInTexas))).toEqual(["notice/offer-missing"]);
  });
  test("made and not had", () => {
    expect(codes(short(offer))).toEqual(["notice/offer-unexpected", "notice/offer-unexpected"]);
  });
  test("owed by law and not had; nobody owes it to the dead", () => {
    const law = { ...noLaw, services: { months: 12, citation: "§ 1" } };
    expect(codes(short("Nothing"), law)).toEqual(["notice/services-owed"]);
    expect(codes(short("Nothing", { ...adultInTexas, offer: null, recipient: "nextOfKin" }), law)).toEqual(
      [],
    );
  });
  test("described by law and not had: the client must make one", () => {
    expect(codes(short("Nothing"), handMadeLaw("US-CT", ["identityTheftServicesOffer"]))).toEqual([
      "notice/offer-owed",
    ]);
  });
});

test("a notice without anyone to ask is refused", () => {
  const { value } = outline("# Title\n\nNothing.\n");
  const found = codes(compose(value, { ...adultInTexas, offer: null }, sources()).value);
  expect(found).toEqual(["notice/contact-missing", "notice/contact-missing"]);
});

describe("taking an element out of the templates", () => {
  const law = readLaw("jurisdictions").value;
  const contacts = letterContacts(law);
  const variants: readonly Facets[] = [
    { ...adultInTexas, jurisdiction: "US-CA" },
    { ...adultInTexas, jurisdiction: "US-MA" },
    { ...adultInTexas, jurisdiction: "US-NY", channel: "email" },
    { ...adultInTexas, jurisdiction: "US-NC", exposure: "financial" },
    { ...adultInTexas, jurisdiction: "US-IA", recipient: "parentOrGuardian", offer: "minor24" },
    { ...adultInTexas, jurisdiction: "US-RI", recipient: "nextOfKin", offer: null },
    { ...adultInTexas, jurisdiction: "US-TX", exposure: "health", stateLaw: "silent", offer: null },
  ];
  const from = (facets: Facets) => ({
    incident,
    client: clinic,
    contacts,
    residentCount: 12,
    law: lawForFacets(facets, law, incident, clinic),
  });

  test("every variant passes before anything is taken out", () => {
    for (const facets of variants) {
      const { value } = compose(templates(), facets, from(facets));
      const stops = contentCheck(value, from(facets).law, templates()).filter(
        ({ severity }) => severity === "stops",
      );
      expect(stops, value.variant).toEqual([]);
    }
  });

  /** The templates without the marks of one element: what it says stays or goes, the law cannot tell. */
  const without = (element: ContentElement) => {
    const rename = (text: string) =>
      text.replaceAll(`{{#element "${element}"}}`, '{{#element "dateOfNotice"}}');
    const renamed = new Map([...files].map(([name, text]) => [name, rename(text)]));
    return loadTemplates(renamed).value;
  };

  test.each(contentElements.filter((element) => element !== "dateOfNotice"))(
    "%s: fails exactly where the law requires it",
    (element) => {
      const mutated = without(element);
      for (const facets of variants) {
        const { value } = compose(mutated, facets, from(facets));
        const missing = contentCheck(value, from(facets).law, templates()).filter(
          ({ code, facts }) => code === "notice/element-missing" && facts.element === element,
        );
        const required = from(facets).law.content.some(
          (rule) =>
            rule.element === element &&
            rule.requirement === "required" &&
            !(element === "identityTheftServicesOffer" && facets.recipient === "nextOfKin"),
        );
        expect(missing.length > 0, value.variant).toBe(required);
      }
    },
  );

  test("the variants between them require most of what the law knows", () => {
    const required = new Set(
      variants.flatMap((facets) =>
        from(facets).law.content.flatMap(({ element, requirement }) =>
          requirement === "required" ? [element] : [],
        ),
      ),
    );
    expect(required.size).toBeGreaterThanOrEqual(15);
  });

  test("every element that our templates can say is marked somewhere", () => {
    const marked = new Set<string>();
    for (const facets of variants)
      for (const inline of inlinesOf(compose(templates(), facets, from(facets)).value.blocks))
        if (inline.kind !== "break") for (const element of inline.style.elements) marked.add(element);
    expect([...marked].length).toBeGreaterThanOrEqual(20);
  });
});
