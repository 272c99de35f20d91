import { describe, expect, test } from "vitest";
import { loadTemplates, readTemplates } from "../../src/notice/index.ts";
import { problemText } from "../../src/problem/index.ts";
import { outline, wordFiles } from "./fictional-incident.ts";

/** label, line of the outline that is wrong, code, and a fact that must be named. */
const bad: readonly (readonly [string, string, string, string?])[] = [
  ["if on a field", "{{#if field.code}}x{{/if}}", "notice/template-branches-on-field", "field.code"],
  [
    "unless on a field",
    "{{#unless field.code}}x{{/unless}}",
    "notice/template-branches-on-field",
    "field.code",
  ],
  ["is on a field", '{{#is field.recipientName "Maria"}}x{{/is}}', "notice/template-branches-on-field"],
  ["not on a field", "{{#if (not field.code)}}x{{/if}}", "notice/template-branches-on-field"],
  ["is on a field inside if", '{{#if (is field.code "1")}}x{{/if}}', "notice/template-branches-on-field"],
  [
    "a field compared with a facet",
    "{{#is facets.offer field.code}}x{{/is}}",
    "notice/template-branches-on-field",
  ],
  ["a field as a block", "{{#field.code}}x{{/field.code}}", "notice/template-branches-on-field"],
  ["an inverse field block", "{{^field.code}}x{{/field.code}}", "notice/template-branches-on-field"],
  ["each over a field", "{{#each field.dataElements as |e|}}x{{/each}}", "notice/template-branches-on-field"],
  ["a helper given a field", "{{web field.code}}", "notice/template-branches-on-field"],
  [
    "an element named by a field",
    "{{#element field.code}}x{{/element}}",
    "notice/template-branches-on-field",
  ],
  [
    "a field in a hash argument",
    "{{#if facets.phi x=field.code}}x{{/if}}",
    "notice/template-branches-on-field",
  ],
  [
    "a field in the else of a condition",
    "{{#if facets.phi}}a{{else if field.code}}b{{/if}}",
    "notice/template-branches-on-field",
  ],
  ["a field nobody has", "{{field.shoeSize}}", "notice/field-unknown", "field.shoeSize"],
  ["a field without a name", "{{field}}", "notice/field-unknown"],
  ["a field of a field", "{{field.code.length}}", "notice/field-unknown"],
  ["a field of Object", "{{field.constructor}}", "notice/field-unknown"],
  ["a fact nobody has", "{{client.nmae}}", "notice/fact-unknown", "client.nmae"],
  ["a fact of Object", "{{client.constructor}}", "notice/fact-unknown"],
  ["a fact of the prototype", "{{client.__proto__.x}}", "notice/fact-unknown"],
  ["a facet nobody has", "{{#if facets.age}}x{{/if}}", "notice/fact-unknown", "facets.age"],
  ["this", "{{this}}", "notice/fact-unknown"],
  ["a parent scope", "{{../client.name}}", "notice/fact-unknown"],
  ["a data variable", "{{@root.client.name}}", "notice/fact-unknown"],
  ["an item outside its each", "{{bureau.name}}", "notice/fact-unknown"],
  ["an item's unknown part", "{{#each contacts.bureaus as |b|}}{{b.fax}}{{/each}}", "notice/fact-unknown"],
  ["a group printed", "{{client.contact}}", "notice/fact-not-printable", "client.contact"],
  ["a facet printed", "{{facets.client}}", "notice/fact-not-printable"],
  ["a yes-or-no printed", "{{incident.heldForLawEnforcement}}", "notice/fact-not-printable"],
  ["several lines printed as one", "{{client.contact.postal}}", "notice/fact-not-printable"],
  ["each over a text", "{{#each client.name as |c|}}x{{/each}}", "notice/fact-not-printable"],
  ["each without a name", "{{#each contacts.bureaus}}x{{/each}}", "notice/helper-unknown"],
  ["a helper that is not on the list", "{{#with client}}x{{/with}}", "notice/helper-unknown", "with"],
  ["lookup", '{{lookup client "name"}}', "notice/helper-unknown"],
  ["log", "{{log client.name}}", "notice/helper-unknown"],
  ["is without a value", "{{#is facets.recipient}}x{{/is}}", "notice/helper-unknown"],
  ["is with a fact as value", "{{#is facets.client client.name}}x{{/is}}", "notice/helper-unknown"],
  ["an unknown test", '{{#if (eq facets.client "a")}}x{{/if}}', "notice/helper-unknown"],
  [
    "a value the facet never has",
    '{{#is facets.recipient "child"}}x{{/is}}',
    "notice/facet-value-unknown",
    "child",
  ],
  ["an element no law knows", '{{#element "shoeSize"}}x{{/element}}', "notice/element-unknown", "shoeSize"],
  ["an element with else", '{{#element "entityName"}}x{{else}}y{{/element}}', "notice/helper-unknown"],
  ["three braces", "{{{client.name}}}", "notice/triple-stash"],
  ["an ampersand", "{{&client.name}}", "notice/triple-stash"],
  ["an inline partial", '{{#*inline "x"}}y{{/inline}}', "notice/construct-unknown"],
  ["a decorator", '{{* x "y"}}', "notice/construct-unknown"],
  ["a partial block", "{{#> elements/x}}y{{/elements/x}}", "notice/construct-unknown"],
  ["a computed partial", "{{> (client.name)}}", "notice/construct-unknown"],
  ["a partial with a field", "{{> elements/x y=field.code}}", "notice/construct-unknown"],
  ["a literal", '{{"x"}}', "notice/construct-unknown"],
  ["a partial that is not there", "{{> elements/nothing}}", "notice/partial-unknown", "elements/nothing"],
  ["an outline that includes itself", "{{> letter}}", "notice/partial-circle"],
  ["a block closed by another", "{{#if facets.phi}}x{{/unless}}", "notice/template-unreadable"],
  ["a tag that is not closed", "{{client.name", "notice/template-unreadable"],
  ["a block that is not closed", "{{#if facets.phi}}", "notice/template-unreadable"],
  ["a private-use character", "a \uE000 b", "notice/private-use-character"],
  ["an HTML tag", "a <b>bold</b> word", "notice/raw-html"],
  ["an HTML block", "<div>x</div>", "notice/raw-html"],
  ["an HTML comment", "<!-- x -->", "notice/raw-html"],
  ["HTML in a branch", "{{#if facets.phi}}<br>{{/if}}", "notice/raw-html"],
  ["HTML in a table cell", "| a |\n| - |\n| x<br>y |", "notice/raw-html"],
  ["a box of two paragraphs", "> x\n>\n> y", "notice/markdown-not-allowed"],
  ["a box in a list", "- > x", "notice/markdown-not-allowed"],
  ["a box in a box", "> > x", "notice/markdown-not-allowed"],
  ["code", "a `b` c", "notice/markdown-not-allowed"],
  ["a code block", "```\nx\n```", "notice/markdown-not-allowed"],
  ["indented text", "    x", "notice/markdown-not-allowed"],
  ["an image", "![x](https://a.example/b.png)", "notice/markdown-not-allowed"],
  ["a reference link", "[x][y]\n\n[y]: https://a.example", "notice/markdown-not-allowed"],
  ["a deep heading", "#### x", "notice/markdown-not-allowed"],
  ["a script link", "[x](javascript:alert)", "notice/link-not-allowed"],
  ["a relative link", "[x](/page)", "notice/link-not-allowed"],
];

describe("a template is refused, with file and line, for", () => {
  test.each(bad)("%s", (_, line, code, named) => {
    const { problems } = outline(`# Title\n\n${line}\n`);
    const found = problems.find((each) => each.code === code);
    expect(problems.map((each) => each.code)).toContain(code);
    expect(found?.where.template).toBe("en/letter.md");
    // An unclosed block is only noticed where the file ends; a table starts at its head.
    if (code === "notice/template-unreadable") expect(found?.where.line).toBeGreaterThanOrEqual(3);
    else if (line !== undefined && !line.startsWith("|") && !line.includes("\n"))
      expect(found?.where.line).toBe(3);
    if (named !== undefined) expect(Object.values(found?.facts ?? {})).toContain(named);
    if (found !== undefined)
      expect(Object.values(problemText(found)).join(" ")).not.toMatch(/\{(template|line|file|field|fact)\}/);
  });
});

describe("a template may", () => {
  test.each([
    ["branch on a facet", '{{#is facets.recipient "adult" "nextOfKin"}}a{{else}}b{{/is}}'],
    ["branch on a yes-or-no facet", "{{#if facets.phi}}a{{/if}}"],
    ["branch on whether a fact is given", "{{#unless client.contact.tty}}a{{/unless}}"],
    ["negate", "{{#if (not facets.phi)}}a{{/if}}"],
    ["ask inside if", '{{#if (is facets.channel "email")}}a{{else if facets.phi}}b{{/if}}'],
    [
      "print facts in every form",
      "{{client.name}} {{web client.contact.website}} {{lines client.contact.postal}} {{inOneLine client.contact.postal}}",
    ],
    ["fill slots", "{{field.code}} {{field.enrolBy}} **{{field.recipientName}}**"],
    [
      "walk through a list",
      "{{#each state.offices as |office|}}{{office.name}} {{inOneLine office.phones}}{{/each}}",
    ],
    [
      "mark elements, nested",
      '{{#element "entityContact"}}a {{#element "entityTollFree"}}b{{/element}}{{/element}}',
    ],
    ["hold comments", "{{!-- {{field.code}} --}} {{! x }}"],
    ["write a “less than” sign and angle brackets around a site", "1 \\< 2"],
    ["sign", "{{signature}}"],
  ])("%s", (_, text) => {
    expect(outline(`# Title\n\n${text}\n`).problems).toEqual([]);
  });
});

describe("overrides", () => {
  const files = new Map([
    ...wordFiles,
    ["en/letter.md", "# Title\n\n{{> elements/a}}\n"],
    ["en/elements/a.md", "Ours"],
  ]);

  test("an override that replaces nothing is told", () => {
    const { problems } = loadTemplates(files, [
      { client: "a", template: "en/elements/b.md", text: "Never read" },
    ]);
    expect(problems).toMatchObject([
      { code: "notice/override-unknown", where: { template: "clients/a/templates/en/elements/b.md" } },
    ]);
  });

  test("an override is checked like any template, and named by where it lies", () => {
    const { problems } = loadTemplates(files, [
      { client: null, template: "en/elements/a.md", text: "\n{{#if field.code}}x{{/if}}" },
    ]);
    expect(problems).toMatchObject([
      {
        code: "notice/template-branches-on-field",
        where: { template: "incident: templates/en/elements/a.md", line: 2 },
      },
    ]);
  });

  test("a new file that another override includes is fine", () => {
    const { problems } = loadTemplates(files, [
      { client: "a", template: "en/elements/a.md", text: "{{> elements/b}}" },
      { client: "a", template: "en/elements/b.md", text: "More" },
    ]);
    expect(problems).toEqual([]);
  });

  test("two files that include each other are a circle", () => {
    const { problems } = loadTemplates(
      new Map([
        ...wordFiles,
        ["en/elements/a.md", "{{> elements/b}}"],
        ["en/elements/b.md", "{{> elements/a}}"],
      ]),
    );
    expect(problems.map(({ code }) => code)).toEqual(["notice/partial-circle", "notice/partial-circle"]);
  });

  test("the hash changes with any text and only then", () => {
    const hash = loadTemplates(files).value.hash;
    expect(loadTemplates(new Map([...files].reverse())).value.hash).toBe(hash);
    expect(loadTemplates(new Map([...files, ["en/x.md", ""]])).value.hash).not.toBe(hash);
    const override = { client: "a", template: "en/elements/a.md", text: "Theirs" };
    expect(loadTemplates(files, [override]).value.hash).not.toBe(hash);
  });
});

test("our own templates have no problems", () => {
  expect(readTemplates("templates").problems).toEqual([]);
});

test("our own templates use curly quotes and no double hyphens", () => {
  const { own } = readTemplates("templates").value;
  for (const [name, { nodes }] of own) {
    const text = JSON.stringify(nodes, (key, value) =>
      key === "text" || typeof value === "object" ? value : undefined,
    );
    const words = [...text.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map((match) => match[1]).join(" ");
    expect(words, name).not.toMatch(/'|\\"|(?<!-|\|)\s--\s/);
  }
});
