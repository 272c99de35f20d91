import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import {
  type Client,
  clientSchema,
  type DataElement,
  type Incident,
  incidentSchema,
} from "../../src/incident/index.ts";
import { readLaw } from "../../src/law/index.ts";
import {
  compose,
  contentCheck,
  type FactSources,
  lawForPublication,
  letterContacts,
  noticeText,
  type Publication,
  type PublicationFacets,
  publicationFacets,
  readability,
} from "../../src/notice/index.ts";
import {
  clinic,
  employer,
  incident,
  outline,
  ownIncident,
  sources,
  templates,
} from "./fictional-incident.ts";

const all = templates();
const law = readLaw("jurisdictions").value;
const contacts = letterContacts(law);
const states = [...law.jurisdictions.values()]
  .filter(({ level }) => level === "state")
  .map(({ jurisdiction }) => jurisdiction);
const lost: ReadonlySet<DataElement> = new Set(["ssn", "medicalInformation", "onlineCredentials"]);
const residents = new Map(states.map((state, index) => [state, 1000 + index]));

type Case = {
  readonly channel: PublicationFacets["channel"];
  readonly language?: string;
  readonly jurisdiction?: string;
  readonly states?: readonly string[];
  readonly client?: Client;
  readonly of?: Incident;
  readonly publication?: Partial<Publication>;
};

function publication({
  channel,
  language = "en",
  jurisdiction = "US",
  states: of = [],
  client = clinic,
  of: about = incident,
  publication: more = {},
}: Case) {
  const facets = publicationFacets(channel, jurisdiction, language, about, client, lost);
  const wanted = lawForPublication(facets, of, law, about, client, lost);
  const from: FactSources = {
    incident: about,
    client,
    law: wanted,
    contacts,
    exposed: lost,
    publication: { states: of, on: day("2026-12-01"), exposed: lost, residents, ...more },
  };
  const { value: notice, problems } = compose(all, facets, from);
  const found = [...problems, ...contentCheck(notice, wanted, all)];
  return {
    notice,
    law: wanted,
    text: noticeText(notice, {}),
    stopping: found
      .filter(
        ({ code, severity }) =>
          severity === "stops" && !(channel === "covered-entity" && code === "notice/contact-missing"),
      )
      .map(({ code, facts }) => `${code} ${JSON.stringify(facts)}`),
  };
}

// The employer's own offer is too short for three States, which the check of an offer's term says.
const longOffers = { ...employer, offers: employer.offers.map((offer) => ({ ...offer, months: 24 })) };
const list = {
  file: "list.csv",
  hash: "ab12",
  lines: 1210,
  rows: 1215,
  people: 1204,
  duplicates: 5,
  held: 4,
  suppressed: 2,
};

describe("every law is met in every language", () => {
  const own: readonly Case[] = [
    { channel: "website", of: ownIncident },
    { channel: "website", client: longOffers },
  ];
  describe.each(["en", "es"])("%s", (language) => {
    test.each(states)("a page for %s", (state) => {
      for (const each of [{ channel: "website" as const }, ...own])
        expect(
          publication({ ...each, language, states: [state] }).stopping,
          JSON.stringify(each.client?.id),
        ).toEqual([]);
    });
    test.each(states)("a press release in %s", (state) => {
      expect(
        publication({ channel: "media", language, jurisdiction: state, states: [state] }).stopping,
      ).toEqual([]);
    });
    test("one page for all States together", () => {
      expect(publication({ channel: "website", language, states }).stopping).toEqual([]);
    });
    test.each([clinic, employer])("a vendor's letter to $name", (client) => {
      expect(
        publication({ channel: "covered-entity", language, client, publication: { list } }).stopping,
      ).toEqual([]);
    });
  });
});

describe("what everyone can read", () => {
  test.each<Case["channel"]>(["website", "media", "covered-entity"])(
    "%s has no place for anybody's field",
    (channel) => {
      expect(publication({ channel, states, publication: { list } }).notice.fields).toEqual([]);
    },
  );

  test("offers no code, and says how to get one", () => {
    const { text } = publication({ channel: "website", states });
    expect(text).toContain("24 months of Beacon Identity Plus, free of charge");
    expect(text).toContain("you need a code of your own");
    expect(text).toContain("call us at 1-888-555-0142");
  });

  test("a template that gives place to a field is refused", () => {
    const { value: own } = outline("# Notice of Data Breach\n\nDear {{field.recipientName}}:\n");
    const files = new Map(
      [...own.own].map(([name, template]) => [name.replace("letter.md", "website.md"), template]),
    );
    const withPage = { ...own, own: files };
    const facets = publicationFacets("website", "US", "en", incident, clinic, lost);
    const wanted = lawForPublication(facets, [], law, incident, clinic, lost);
    const { value } = compose(withPage, facets, sources({ law: wanted }));
    expect(contentCheck(value, wanted, withPage).map(({ code }) => code)).toContain("notice/field-in-public");
  });

  test("updates stand first, the newest on top, in the page's language", () => {
    const of = incidentSchema.parse({
      ...incident,
      updates: [
        { on: "2026-12-10", text: { en: "First finding.", es: "Primer hallazgo." } },
        { on: "2027-01-05", text: { en: "Second finding.", es: "Segundo hallazgo." } },
      ],
    });
    const { text } = publication({ channel: "website", of });
    expect(text).toMatch(
      /Posted December 1, 2026\n\n- Updated January 5, 2027\. Second finding\.\n- Updated December 10, 2026\. First finding\./,
    );
    expect(publication({ channel: "website", language: "es", of }).text).toContain(
      "Actualizado el 5 de enero de 2027. Segundo hallazgo.",
    );
  });

  test.each<Case["channel"]>(["website", "media", "covered-entity"])(
    "%s never says “abundance of caution”",
    (channel) => {
      expect(publication({ channel, states, publication: { list } }).text).not.toMatch(
        /abundance of caution/i,
      );
    },
  );

  test("a page that several States read does not deny what law enforcement asked in one", () => {
    const of = {
      ...incident,
      lawEnforcementHolds: [
        { agency: "FBI", form: "written" as const, statedOn: day("2026-02-01"), jurisdictions: ["US-TX"] },
      ],
    };
    expect(publication({ channel: "website", of }).text).toContain("Law enforcement asked us to wait");
  });
});

describe("the strictest State governs a joint page", () => {
  test.each([
    ["Texas alone: the whole description", ["US-TX"], "full"],
    ["Massachusetts too: the brief one", ["US-TX", "US-MA"], "brief"],
  ] as const)("%s", (_, of, expected) => {
    const made = publication({ channel: "website", states: of });
    expect(made.law.description).toBe(expected);
    expect(made.text.includes("password of a Larkspur Records employee")).toBe(expected === "full");
  });

  test("an employer's page for Massachusetts alone tells nothing of how it happened", () => {
    const { law: wanted, text } = publication({ channel: "website", client: employer, states: ["US-MA"] });
    expect(wanted.description).toBe("omitted");
    expect(text).toContain("The law limits what this notice may say");
  });

  test("a number that one State asks for stands on its page, and not where another forbids it", () => {
    const count = "1,0";
    expect(publication({ channel: "website", states: ["US-RI"] }).text).toMatch(
      new RegExp(`${count}\\d\\d residents of Rhode Island`),
    );
    expect(publication({ channel: "website", states: ["US-MA", "US-RI"] }).text).not.toMatch(/\d residents/);
  });

  test("each State's paragraph is there once", () => {
    const { text } = publication({ channel: "website", states: ["US-CA", "US-WV"] });
    expect(text.match(/For residents of California/g)).toHaveLength(1);
    expect(text).toContain("At the telephone number in this notice");
  });
});

describe("a press release", () => {
  test.each([
    ["where no law forbids it, the number", "US-TX", /is notifying 1,0\d\d residents of Texas/],
    ["in Massachusetts no number", "US-MA", /is notifying people in Massachusetts/],
    ["in Illinois no number", "US-IL", /is notifying people in Illinois/],
  ])("says %s", (_, state, expected) => {
    expect(publication({ channel: "media", jurisdiction: state, states: [state] }).text).toMatch(expected);
  });

  test("has a date line, and a desk for journalists that is not the number for individuals", () => {
    const client = clientSchema.parse({
      ...clinic,
      press: { name: "Pat Example", phone: "1-555-0199", email: "press@summit-health.example" },
    });
    const { text } = publication({ channel: "media", jurisdiction: "US-TX", states: ["US-TX"], client });
    expect(text).toContain("Springfield, IL, December 1, 2026 — Summit Health");
    expect(text).toContain("For the Press\n\nPat Example\n1-555-0199\npress@summit-health.example");
  });
});

describe("a vendor's letter to its client", () => {
  const letter = (more: Partial<Client> = {}) =>
    publication({
      channel: "covered-entity",
      client: { ...clinic, ...more },
      publication: {
        list,
        due: day("2026-03-16"),
        clientDue: day("2026-03-21"),
        citations: ["45 CFR 164.410"],
      },
    }).text;

  test("explains every row of the list", () => {
    expect(letter()).toContain("It has 1,210 lines, from 1,215 rows");
    for (const line of ["1,204 individuals", "4 rows that are held", "2 rows marked", "5 rows that repeat"])
      expect(letter()).toContain(line);
    expect(letter()).toContain("Its SHA-256 is ab12");
  });

  test.each([
    ["unknown", /A question for both our counsel:.*use the earlier day/],
    [true, /because we are your agent/],
    [false, /because we are not your agent/],
  ] as const)("asks or says whether the vendor is an agent: %s", (vendorIsAgent, expected) => {
    expect(letter({ vendorIsAgent })).toMatch(expected);
  });

  test.each([
    ["notifier", /You have asked us to notify the individuals/],
    ["client", /You notify the individuals yourself/],
  ] as const)("says who notifies: %s", (delegation, expected) => {
    expect(letter({ delegation })).toMatch(expected);
  });

  test("tells the client what is forbidden to tell the public", () => {
    expect(letter()).toContain("password of a Larkspur Records employee");
  });

  test("to an employer names no protected health information", () => {
    const { text } = publication({
      channel: "covered-entity",
      client: employer,
      publication: { list, clientDue: day("2026-03-21") },
    });
    expect(text).not.toMatch(/protected health information|agent under/);
  });
});

describe("golden texts", () => {
  const folder = "test/golden/publication";
  const full = { ...clinic, press: { name: "Pat Example", phone: "1-555-0199" } };
  const letter = {
    list,
    due: day("2026-03-16"),
    clientDue: day("2026-03-21"),
    citations: ["45 CFR 164.410"],
  };
  const cases: Readonly<Record<string, Case>> = {
    "website-texas-and-massachusetts": { channel: "website", states: ["US-MA", "US-TX"] },
    "website-texas-and-massachusetts-in-spanish": {
      channel: "website",
      language: "es",
      states: ["US-MA", "US-TX"],
    },
    "website-of-an-employer-in-oregon": { channel: "website", client: employer, states: ["US-OR"] },
    "press-release-in-texas": { channel: "media", jurisdiction: "US-TX", states: ["US-TX"], client: full },
    "press-release-in-texas-in-spanish": {
      channel: "media",
      language: "es",
      jurisdiction: "US-TX",
      states: ["US-TX"],
      client: full,
    },
    "letter-to-a-clinic": { channel: "covered-entity", publication: letter },
    "letter-to-a-clinic-in-spanish": { channel: "covered-entity", language: "es", publication: letter },
  };

  test.each(Object.entries(cases))("%s", (name, each) => {
    const { text } = publication(each);
    const file = `${folder}/${name}.txt`;
    if (process.env.GOLDEN === "1") {
      mkdirSync(folder, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file), `${file} is missing: run with GOLDEN=1`).toBe(true);
    expect(text).toBe(readFileSync(file, "utf8"));
  });

  test("none is left over from a case that is gone", () => {
    expect(readdirSync(folder).sort()).toEqual(
      Object.keys(cases)
        .map((name) => `${name}.txt`)
        .sort(),
    );
  });

  // 45 CFR 164.404(c)(2): plain language, on the page and in the release too.
  test.each(Object.entries(cases).filter(([, { channel }]) => channel !== "covered-entity"))(
    "%s is plain enough",
    (_, each) => {
      expect(readability(publication(each).notice).grade).toBeLessThanOrEqual(
        each.channel === "media" ? 9.5 : 8,
      );
    },
  );
});
