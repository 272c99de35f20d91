import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Client, Incident } from "../../src/incident/index.ts";
import {
  type Block,
  compose,
  type Fields,
  inlinesOf,
  loadTemplates,
  noticeHtml,
  noticeText,
} from "../../src/notice/index.ts";
import {
  adultInTexas,
  clinic,
  composed,
  fieldsOfMaria,
  handMadeLaw,
  incident,
  noLaw,
  outline,
  sources,
  templates,
  wordFiles,
} from "./fictional-incident.ts";

function blocksOf(markdown: string, client: Client = clinic): readonly Block[] {
  const { value: loaded, problems } = outline(`# Title\n\n${markdown}\n`);
  expect(problems).toEqual([]);
  const read = compose(loaded, adultInTexas, sources({ client }));
  expect(read.problems).toEqual([]);
  return read.value.blocks.slice(1);
}

function textOf(blocks: readonly Block[], fields: Fields = {}): string {
  return noticeText({ ...composed(adultInTexas), blocks }, fields);
}

describe("Markdown becomes blocks", () => {
  test.each([
    ["a heading", "## A", ["heading"]],
    ["a paragraph over two lines", "a\nb", ["paragraph"]],
    ["a list", "- a\n- b", ["list"]],
    ["a numbered list", "1. a\n2. b", ["list"]],
    ["a table", "| a | b |\n| - | - |\n| 1 | 2 |", ["table"]],
    ["a box", "> **a: {{field.code}}**{{br}}\n> b\n\nc", ["callout", "paragraph"]],
    ["a page break", "a\n\n---\n\nb", ["paragraph", "pageBreak", "paragraph"]],
    ["a signature", "a\n\n{{signature}}\n\nb", ["paragraph", "signature", "paragraph"]],
  ])("%s", (_, markdown, kinds) => {
    expect(blocksOf(markdown).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("strong, emphasis and links are styles", () => {
    const [block] = blocksOf("a **b *c*** [d](https://e.example)");
    expect(block?.kind === "paragraph" && block.inlines).toMatchObject([
      { text: "a ", style: { bold: false, italic: false, link: null } },
      { text: "b ", style: { bold: true, italic: false } },
      { text: "c", style: { bold: true, italic: true } },
      { text: " " },
      { text: "d", style: { link: "https://e.example" } },
    ]);
  });

  test("line ends and doubled spaces become one space; none stays at the edges", () => {
    expect(textOf(blocksOf("a  \t b\nc {{#if facets.phi}} d{{/if}} "))).toBe("a b c d\n");
  });

  test("an element over whole blocks marks each of them, and a nested one adds to it", () => {
    const blocks = blocksOf(
      '{{#element "individualSteps"}}\n- a {{#element "vigilanceAdvice"}}b{{/element}}\n\nc\n{{/element}}\n\nd',
    );
    const marks = [...inlinesOf(blocks)].map((inline) =>
      inline.kind === "text" ? [inline.text, ...inline.style.elements] : [],
    );
    expect(marks).toEqual([
      ["a ", "individualSteps"],
      ["b", "individualSteps", "vigilanceAdvice"],
      ["c", "individualSteps"],
      ["d"],
    ]);
  });

  test("rows of a table come from a list of facts, with new lines inside cells", () => {
    const [table] = blocksOf(
      "| Bureau | Where |\n| - | - |\n{{#each contacts.bureaus as |b|}}\n| {{b.name}} | {{b.freezePhone}}{{br}}{{lines b.freezeAddress}} |\n{{/each}}",
    );
    expect(table?.kind === "table" && table.rows.length).toBe(3);
    expect(table?.kind === "table" && table.rows[0]?.[1]?.map(({ kind }) => kind)).toEqual([
      "text",
      "break",
      "text",
      "break",
      "text",
    ]);
  });

  test("one template's Markdown never runs into the next", () => {
    const { value } = outline("# Title\n\n{{> a}}\n{{> b}}\n", {
      "en/a.md": "- a\n",
      "en/b.md": "    not code, because our check refuses it\n",
    });
    expect(
      compose(value, adultInTexas, sources()).problems.map(({ code, where }) => [code, where.template]),
    ).toEqual([["notice/markdown-not-allowed", "en/b.md"]]);
  });
});

describe("facts stay literal", () => {
  test.each([
    "A*B*C Clinic",
    "**Bold** & Sons",
    "<script>alert(1)</script>",
    "_under_ [link](https://x.example)",
    "{{field.code}}",
    "{{{x}}}",
    "# Not a heading",
    "- not a list",
    "1. not a list",
    "a | b | c",
    "\\escaped\\",
    "&amp; &lt;",
    "`code`",
    "line one\n\nline two",
    "\uE0000\uE001",
    "---",
  ])("a client called %j", (name) => {
    const blocks = blocksOf("{{client.name}}\n\n**{{client.name}}** x", { ...clinic, name });
    const literal = name.replace(/\s+/g, " ");
    expect(textOf(blocks)).toBe(`${literal}\n\n${literal} x\n`);
    expect(blocks.map(({ kind }) => kind)).toEqual(["paragraph", "paragraph"]);
    expect(blocks[1]?.kind === "paragraph" && blocks[1].inlines[0]).toMatchObject({
      text: literal,
      style: { bold: true },
    });
  });

  test("any client name, in a paragraph, a table and a list", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "binary" }), (name) => {
        const plain = name.normalize("NFC").replace(/\s+/g, " ");
        fc.pre(plain.trim() === plain && plain !== "");
        const blocks = blocksOf("{{client.name}}\n\n- {{client.name}}\n\n| {{client.name}} |\n| - |", {
          ...clinic,
          name,
        });
        const texts = [...inlinesOf(blocks)].map((inline) => (inline.kind === "text" ? inline.text : ""));
        expect(texts).toEqual([plain, plain, plain]);
      }),
      { numRuns: 60 },
    );
  });

  test("a web fact is a link that reads without https", () => {
    const [block] = blocksOf("{{web client.contact.website}}");
    expect(block?.kind === "paragraph" && block.inlines).toMatchObject([
      { text: "summit-health.example/notice", style: { link: "https://www.summit-health.example/notice" } },
    ]);
  });
});

describe("fields fill and are never read", () => {
  test("the notice names the fields that it needs, once each", () => {
    expect(composed(adultInTexas).fields).toEqual(["recipientName", "dataElements", "code", "enrolBy"]);
  });

  test("any values: same notice, text and HTML hold them as they are", () => {
    const notice = composed(adultInTexas);
    const before = noticeHtml(notice, { ...fieldsOfMaria, recipientName: "X" }).split("Dear X:");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.constantFrom("{{client.name}}", "<b>", "**x**", "\uE0000\uE001", "a & b", "$&", "$1", "|", "\\"),
          fc.string({ minLength: 1 }),
        ),
        (recipientName) => {
          const fields = { ...fieldsOfMaria, recipientName };
          expect(noticeText(notice, fields)).toContain(`Dear ${recipientName}:`);
          const html = noticeHtml(notice, fields);
          expect(html.startsWith(before[0] ?? "-")).toBe(true);
          expect(html.endsWith(before[1] ?? "-")).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });

  test("a value that is missing shows in brackets, which no check lets through", () => {
    expect(noticeText(composed(adultInTexas), {})).toContain("Dear [recipientName]:");
  });
});

describe("the narrative is Markdown by intention", () => {
  const telling = (whatHappened: string): Incident => ({
    ...incident,
    narrative: {
      en: { whatHappenedBriefly: "Briefly.", whatWeAreDoing: "Much.", whatHappened },
    },
  });

  test("paragraphs, strong words and lists come through, under the element's mark", () => {
    const { value, problems } = compose(
      templates(),
      adultInTexas,
      sources({ incident: telling("First **strong**.\n\n- one thing\n- another\n\nLast.") }),
    );
    expect(problems).toEqual([]);
    const told = [...inlinesOf(value.blocks)].flatMap((inline) =>
      inline.kind === "text" && inline.style.elements.includes("incidentDescription") ? [inline.text] : [],
    );
    expect(told).toEqual(["First ", "strong", ".", "one thing", "another", "Last."]);
  });

  test.each([
    ["a heading", "Text.\n\n## Heading", "notice/markdown-not-allowed", 3],
    ["a page break", "Text.\n\n---", "notice/markdown-not-allowed", 3],
    ["HTML", "Text.\nx<br>y", "notice/raw-html", 2],
    ["a private-use character", "Text.\n\uE000", "notice/private-use-character", 2],
    ["a script link", "[x](javascript:y)", "notice/link-not-allowed", 1],
    ["an image", "![x](https://x.example/y.png)", "notice/markdown-not-allowed", 1],
  ])("%s is refused with its line", (_, text, code, line) => {
    const { problems } = compose(templates(), adultInTexas, sources({ incident: telling(text) }));
    expect(problems).toMatchObject([
      { code, where: { file: "incident.json, narrative.en.whatHappened", line } },
    ]);
  });

  test("tags of templates mean nothing in it", () => {
    const { value } = compose(
      templates(),
      adultInTexas,
      sources({ incident: telling("Our {{client.name}} and {{field.code}}.") }),
    );
    expect(noticeText(value, fieldsOfMaria)).toContain("Our {{client.name}} and {{field.code}}.");
  });
});

describe("what is not given", () => {
  test.each([
    ["no contact", { ...clinic, contact: undefined }, "client.contact.tollFree", "en/elements/questions.md"],
    [
      "no reason why the vendor had the data",
      { ...clinic, vendorHeldDataBecause: {} },
      "client.vendorHeldDataBecause",
      "en/elements/who-is-writing.md",
    ],
  ])("%s is told with fact, template and line", (_, client, fact, template) => {
    const { problems } = compose(templates(), adultInTexas, sources({ client: client as Client }));
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: "notice/fact-missing",
        facts: { fact },
        where: expect.objectContaining({ template, line: expect.any(Number) }),
      }),
    );
  });

  test("no planned mailing day: no date on the letter, and a problem", () => {
    const { individualNotice, ...dates } = incident.dates;
    const { value, problems } = compose(
      templates(),
      adultInTexas,
      sources({ incident: { ...incident, dates } }),
    );
    expect(individualNotice).toBeDefined();
    expect(value.date).toBe("");
    expect(problems).toMatchObject([{ code: "notice/fact-missing", facts: { fact: "incident.noticeDate" } }]);
  });

  test("a language without templates", () => {
    const { problems } = compose(templates(), { ...adultInTexas, language: "fr" }, sources());
    expect(problems).toMatchObject([{ code: "notice/language-missing", facts: { outline: "fr/letter.md" } }]);
  });

  test.each([
    ["none", "No title"],
    ["two", "# A\n\n# B"],
  ])("%s for a title", (_, text) => {
    const { problems } = compose(outline(text).value, adultInTexas, sources());
    expect(problems).toMatchObject([{ code: "notice/title-missing" }]);
  });

  test("an offer of 23 months where the law asks for 24; 24 is enough", () => {
    const law = { ...noLaw, services: { months: 24, citation: "§ 1" } };
    const months = (count: number) => ({
      ...clinic,
      offers: clinic.offers.map((offer) => ({ ...offer, months: count })),
    });
    const codes = (count: number) =>
      compose(templates(), adultInTexas, sources({ law, client: months(count) })).problems.map(
        ({ code }) => code,
      );
    expect(codes(23)).toEqual(["notice/offer-too-short"]);
    expect(codes(24)).toEqual([]);
  });
});

describe("who reads what", () => {
  const files = new Map([
    ...wordFiles,
    ["en/letter.md", "# Title\n\n{{> a}}\n\n{{> states}}\n"],
    ["en/a.md", "To an adult"],
    ["en/a.parent.md", "To a parent"],
    ["en/states/us-ny.md", "Paragraph of {{state.name}}{{#if state.own}}, own{{/if}}"],
    ["en/states/us-ca.md", "Paragraph of {{state.name}}{{#if state.own}}, own{{/if}}"],
    ["en/states/other.md", "{{#if state.name}}Other: {{state.name}}{{/if}}"],
  ]);
  const read = (
    facets = adultInTexas,
    overrides: Parameters<typeof loadTemplates>[1] = [],
    from = sources(),
  ) =>
    noticeText(compose(loadTemplates(files, overrides).value, facets, from).value, {})
      .trim()
      .split("\n\n")
      .slice(1);

  test("the variant for the recipient where there is one, else the common one", () => {
    expect(read({ ...adultInTexas, recipient: "parentOrGuardian" })[0]).toBe("To a parent");
    expect(read({ ...adultInTexas, recipient: "nextOfKin" })[0]).toBe("To an adult");
  });

  test("the client's override before the incident's, before ours; only for that client", () => {
    const ofIncident = { client: null, template: "en/a.md", text: "Incident" };
    const ofClient = { client: "summit-health", template: "en/a.md", text: "Client" };
    expect(read(adultInTexas, [ofIncident])[0]).toBe("Incident");
    expect(read(adultInTexas, [ofIncident, ofClient])[0]).toBe("Client");
    expect(read({ ...adultInTexas, client: "prairie-mills" }, [ofIncident, ofClient])[0]).toBe("Incident");
  });

  test("the paragraph of the reader's state, the common one, or none", () => {
    expect(read({ ...adultInTexas, jurisdiction: "US-NY" }).slice(1)).toEqual(["Paragraph of New York, own"]);
    expect(read().slice(1)).toEqual(["Other: Texas"]);
    expect(read({ ...adultInTexas, jurisdiction: "FOREIGN" }).slice(1)).toEqual([]);
  });

  test("every state's paragraph when the incident wants all, by name", () => {
    const from = sources({ incident: { ...incident, policy: { ...incident.policy, addenda: "all" } } });
    expect(read({ ...adultInTexas, jurisdiction: "US-NY" }, [], from).slice(1)).toEqual([
      "Paragraph of California",
      "Paragraph of New York, own",
    ]);
  });
});

describe("same input, same notice", () => {
  test("twice, and from templates read again", () => {
    expect(composed(adultInTexas)).toEqual(composed(adultInTexas));
    const loaded = templates();
    const first = compose(loaded, adultInTexas, sources()).value.hash;
    compose(loaded, { ...adultInTexas, jurisdiction: "US-NY" }, sources());
    expect(compose(loaded, adultInTexas, sources()).value.hash).toBe(first);
  });

  test.each([
    ["a facet", { ...adultInTexas, exposure: "health" as const }, sources()],
    ["a fact", adultInTexas, sources({ client: { ...clinic, name: "Summit Health Inc." } })],
    [
      "a date",
      adultInTexas,
      sources({
        incident: { ...incident, dates: { ...incident.dates, occurredTo: incident.dates.discovered } },
      }),
    ],
  ])("the hash changes with %s", (_, facets, from) => {
    expect(compose(templates(), facets, from).value.hash).not.toBe(composed(adultInTexas).hash);
  });

  test("the law that was asked is not in the text, so its hash does not change the notice's", () => {
    const other = { ...handMadeLaw("US-TX", ["agContact"]), hash: "other" };
    expect(composed(adultInTexas, sources({ law: other })).hash).toBe(composed(adultInTexas).hash);
  });
});

describe("HTML", () => {
  test("is one article with its language, headings in order, scoped table heads, no bare text", () => {
    const html = noticeHtml(composed(adultInTexas), fieldsOfMaria);
    expect(html).toMatch(/^<article lang="en">\n<p>March 2, 2026<\/p>\n<h1>Notice of Data Breach<\/h1>/);
    expect([...html.matchAll(/<h(\d)>/g)].map((match) => match[1]).join("")).toMatch(/^12+3+$/);
    expect(html).toContain('<th scope="col">Credit bureau</th>');
    expect(html).toContain('<th scope="row"><strong>Equifax</strong></th>');
    expect(html).not.toMatch(/<script|<style|style=|onclick/);
  });

  test("escapes values everywhere", () => {
    const html = noticeHtml(composed(adultInTexas), {
      ...fieldsOfMaria,
      recipientName: `<img src=x onerror="y">'&\u0000`,
    });
    expect(html).toContain("Dear &lt;img src=x onerror=&quot;y&quot;&gt;&#39;&amp;:");
  });

  test("for review, slots are marked and elements are named", () => {
    const html = noticeHtml(composed(adultInTexas), fieldsOfMaria, { review: true });
    expect(html).toContain('<mark data-field="recipientName">Maria Lopez</mark>');
    expect(html).toContain('data-elements="entityContact entityTollFree"');
  });
});
