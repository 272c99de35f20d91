import { describe, expect, test } from "vitest";
import type { NoticeLaw } from "../../src/law/index.ts";
import type { Block, Facets, Notice, TextStyle } from "../../src/notice/index.ts";
import {
  type Comparison,
  compareTexts,
  comparisonBlocks,
  comparisonPage,
  wrapped,
} from "../../src/report/index.ts";
import { adultInTexas, handMadeLaw } from "../notice/fictional-incident.ts";

const style: TextStyle = { bold: false, italic: false, link: null, elements: [] };
const said = (text: string) => ({ kind: "text", text, style }) as const;
const paragraph = (...texts: string[]): Block => ({ kind: "paragraph", inlines: texts.map(said) });
const heading = (text: string): Block => ({ kind: "heading", level: 2, inlines: [said(text)] });

function notice(facets: Facets, blocks: readonly Block[]): Notice {
  return {
    variant: facets.jurisdiction,
    facets,
    language: "en",
    title: "Notice of Data Breach",
    date: "March 2, 2026",
    pageOf: "Page {page} of {pages}",
    blocks,
    fields: [],
    hash: "",
  };
}

const texas = adultInTexas;
const ohio: Facets = { ...texas, jurisdiction: "US-OH", stateLaw: "silent" };
const names = {
  clients: new Map([["summit-health", "Summit Health"]]),
  jurisdictions: new Map([
    ["US-TX", "Texas"],
    ["US-OH", "Ohio"],
  ]),
};
const common = [heading("What Happened?"), paragraph("Somebody came in. We closed the door.")];

function compared(
  one: readonly Block[],
  other: readonly Block[],
  laws: readonly [NoticeLaw, NoticeLaw] = [handMadeLaw("US-TX", []), handMadeLaw("US-OH", [])],
  sides: readonly [Facets, Facets] = [texas, ohio],
): Comparison {
  const [left, right] = sides.map((facets, at) => ({
    variant: `summit-health/${facets.jurisdiction}/${facets.recipient}`,
    facets,
    people: 10 + at,
    notice: notice(facets, at === 0 ? one : other),
    law: laws[at] as NoticeLaw,
  }));
  if (left === undefined || right === undefined) throw new Error("two sides");
  return compareTexts(left, right, names);
}

describe("texts", () => {
  test("that are the same have no differences", () => {
    expect(compared(common, common).text).toEqual([]);
  });

  test.each<[string, readonly Block[], readonly Block[], unknown]>([
    [
      "a sentence more",
      [...common, paragraph("Call us.")],
      common,
      [{ under: "What Happened?", one: ["Call us."], other: [] }],
    ],
    [
      "another sentence within a paragraph",
      [heading("Who"), paragraph("Dear reader. It is over. Be well.")],
      [heading("Who"), paragraph("Dear reader. It goes on. Be well.")],
      [{ under: "Who", one: ["It is over."], other: ["It goes on."] }],
    ],
    [
      "a section of one's own, under its own heading",
      [...common, heading("For residents of Texas"), paragraph("Write to Austin.")],
      [...common, heading("For residents of Ohio"), paragraph("Write to Columbus.")],
      [
        { under: "For residents of Texas", one: ["Write to Austin."], other: [] },
        { under: "For residents of Ohio", one: [], other: ["Write to Columbus."] },
      ],
    ],
    [
      "a heading with nothing under it",
      [...common, heading("The end")],
      common,
      [{ under: "The end", one: ["The end"], other: [] }],
    ],
    [
      "lines of an address are one passage, and abbreviations end no sentence",
      [{ kind: "paragraph", inlines: [said("P.O. Box 1"), { kind: "break" }, said("Austin")] }],
      [],
      [{ under: "", one: ["P.O. Box 1, Austin"], other: [] }],
    ],
    [
      "an item of a list",
      [{ kind: "list", ordered: false, items: [[paragraph("Freeze.")], [paragraph("Watch.")]] }],
      [{ kind: "list", ordered: false, items: [[paragraph("Freeze.")]] }],
      [{ under: "", one: ["Watch."], other: [] }],
    ],
    [
      "a row of a table",
      [{ kind: "table", header: [[said("Bureau")], [said("Number")]], rows: [[[said("A")], [said("1")]]] }],
      [{ kind: "table", header: [[said("Bureau")], [said("Number")]], rows: [[[said("A")], [said("2")]]] }],
      [{ under: "", one: ["A | 1"], other: ["A | 2"] }],
    ],
    [
      "a slot",
      [
        {
          kind: "paragraph",
          inlines: [said("Dear "), { kind: "slot", field: "recipientName", style }, said(":")],
        },
      ],
      [],
      [{ under: "", one: ["Dear [recipient’s name]:"], other: [] }],
    ],
    [
      "a link that leads elsewhere",
      [
        {
          kind: "paragraph",
          inlines: [{ ...said("our site"), style: { ...style, link: "https://a.example" } }],
        },
      ],
      [
        {
          kind: "paragraph",
          inlines: [{ ...said("our site"), style: { ...style, link: "https://b.example" } }],
        },
      ],
      [{ under: "", one: ["our site (https://a.example)"], other: ["our site (https://b.example)"] }],
    ],
  ])("%s", (_, one, other, expected) => {
    expect(compared(one, other).text).toEqual(expected);
  });
});

describe("laws", () => {
  const laws = [
    handMadeLaw("US-TX", ["dateOfBreach", "agContact"], ["residentCount"]),
    handMadeLaw("US-OH", ["dateOfBreach", "craContacts"]),
  ] as const;

  test("what only one asks, what only the other asks, what both ask by their own clauses", () => {
    const { law } = compared(common, common, laws);
    expect(law.onlyOne.map(({ element, requirement }) => `${requirement} ${element}`)).toEqual([
      "required agContact",
      "forbidden residentCount",
    ]);
    expect(law.onlyOther.map(({ element }) => element)).toEqual(["craContacts"]);
    expect(law.both).toEqual([
      { element: "dateOfBreach", requirement: "required", one: ["US-TX § 1"], other: ["US-OH § 1"] },
    ]);
  });

  test("what one requires and the other forbids is of neither", () => {
    const { law } = compared(common, common, [
      handMadeLaw("US-TX", ["residentCount"]),
      handMadeLaw("US-OH", [], ["residentCount"]),
    ]);
    expect(law.onlyOne).toMatchObject([{ element: "residentCount", requirement: "required" }]);
    expect(law.onlyOther).toMatchObject([{ element: "residentCount", requirement: "forbidden" }]);
  });

  test("a form is compared by what it fixes, not by where it stands", () => {
    const form = (jurisdiction: string, atLeastPoints: number) => ({
      ...handMadeLaw(jurisdiction, []),
      form: [
        {
          headings: ["What Happened?"],
          atLeastPoints,
          jurisdiction,
          provision: "form",
          citation: `${jurisdiction} § 9`,
        },
      ],
    });
    expect(compared(common, common, [form("US-TX", 10), form("US-OH", 10)]).law.form).toEqual({
      onlyOne: [],
      onlyOther: [],
    });
    expect(compared(common, common, [form("US-TX", 10), form("US-OH", 12)]).law.form.onlyOne).toHaveLength(1);
  });
});

describe("the sides are named by what tells them apart", () => {
  test.each<[string, Facets, Facets, string, string]>([
    ["jurisdiction", texas, ohio, "Texas", "Ohio"],
    ["reader", texas, { ...texas, recipient: "nextOfKin" }, "adult", "next of kin"],
    ["language and place", texas, { ...ohio, language: "es" }, "Texas, English", "Ohio, Spanish"],
    [
      "whether the law speaks",
      texas,
      { ...texas, stateLaw: "silent" },
      "State law speaks",
      "State law silent",
    ],
    ["abroad", texas, { ...texas, jurisdiction: "FOREIGN" }, "Texas", "Abroad"],
    ["offer", texas, { ...texas, offer: null }, "adult24", "no offer"],
  ])("%s", (_, one, other, left, right) => {
    const { one: a, other: b } = compared(common, common, undefined, [one, other]);
    expect([a.name, b.name]).toEqual([left, right]);
  });
});

describe("as pages", () => {
  const comparison = compared(
    [...common, heading("For residents of Texas"), paragraph("Write to <Austin> by noon today.")],
    [...common, heading("For residents of Texas"), paragraph("Write to <Austin> by noon tomorrow.")],
    [
      { ...handMadeLaw("US-TX", ["agContact"]), services: { months: 24, citation: "US-TX § 3" } },
      { ...handMadeLaw("US-OH", []), description: "omitted" },
    ],
  );

  test("printed: laws, then texts, each with whose it is", () => {
    expect(
      wrapped(comparisonBlocks(comparison), 100)
        .map(({ text }) => text)
        .join("\n"),
    ).toMatchInlineSnapshot(`
      "Texas and Ohio: what each says that the other does not
      ══════════════════════════════════════════════════════
      Texas: summit-health/US-TX/adult (10 people)
      Ohio: summit-health/US-OH/adult (11 people)
      They differ in jurisdiction and whether the State’s law speaks.

      What the laws ask
      ─────────────────
      Only Texas
        - The Attorney General's contact data: US-TX § 1
      Only Ohio: nothing
      Identity theft services: Texas owes 24 months (US-TX § 3); Ohio owes none.
      What happened is told in full for Texas, not at all for Ohio.

      What the texts say
      ──────────────────
      Under “For residents of Texas”
        - Only Texas: Write to <Austin> by noon today.
        - Only Ohio: Write to <Austin> by noon tomorrow."
    `);
  });

  test("side by side: only the words that differ are marked, and all is escaped", () => {
    const page = comparisonPage(comparison);
    expect(page).toContain("<p>Write to &lt;Austin&gt; by noon <mark>today.</mark></p>");
    expect(page).toContain("<p>Write to &lt;Austin&gt; by noon <mark>tomorrow.</mark></p>");
    expect(page).not.toContain("<Austin>");
    expect(page).not.toMatch(/<script|src=|https?:/);
  });
});
