import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import type { ApprovalState } from "../../src/ledger/index.ts";
import { type ProofMatrix, proofMatrixList, proofMatrixPage } from "../../src/report/index.ts";
import { proofSet } from "../approval/example.ts";

const decision = {
  variant: "clinic/US-TX/adult",
  proofHash: "4".repeat(64),
  decision: "approved",
  reviewer: "A. Lee <lee@example.org>",
  at: "2026-11-22T12:00:00Z",
} as const;
const states: Readonly<Record<string, ApprovalState>> = {
  "clinic/US-TX/adult": { kind: "approved", decision },
};
const matrix: ProofMatrix = {
  proofs: proofSet,
  title: "Larkspur & Sons",
  clients: new Map([["clinic", "Summit <Health>"]]),
  jurisdictions: new Map([
    ["US-TX", "Texas"],
    ["US-OH", "Ohio"],
  ]),
  facets: { variants: 2, texts: 1, facets: [] },
  approvalOf: (variant) => states[variant] ?? { kind: "undecided" },
};
const withText = (change: Partial<(typeof proofSet.texts)[number]>): ProofMatrix => {
  const [text] = proofSet.texts;
  if (text === undefined) throw new Error("the example has a text");
  return { ...matrix, proofs: { ...proofSet, texts: [{ ...text, ...change }] } };
};
const rowsOf = (from: ProofMatrix): Record<string, string>[] =>
  parse(proofMatrixList(from), { columns: true, record_delimiter: "\r\n" });

describe("the list", () => {
  test("has a row for every variant, each under its own law", () => {
    const [texas, ohio, ...more] = rowsOf(matrix);
    expect(more).toEqual([]);
    expect(texas).toMatchObject({
      text: "1",
      client: "Summit <Health>",
      jurisdiction: "Texas",
      reader: "adult",
      language: "English",
      offer: "no offer",
      people: "1200",
      law_set: "Texas: what the notice says, version from 2023-09-01 [Tex. Code § 1]",
      required:
        "the date of the breach, or its estimate or range [Tex. Code § 1(a)]: said under “What Happened?”",
      forbidden: "the number of residents affected [Tex. Code § 1(b)]: not said",
      for_counsel: "Whether “promptly” was kept [Tex. Code § 2]",
      reading_grade: "6.7",
      length: "4 to 6 pages on 2 to 3 sheets",
      approval: "approved by A. Lee <lee@example.org> on 2026-11-22",
      proof_hash: "4".repeat(64),
    });
    expect(ohio).toMatchObject({
      jurisdiction: "Ohio",
      people: "40",
      law_set: "",
      required: "",
      approval: "not approved",
    });
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)"])("a name %s is no formula in a spreadsheet", (name) => {
    const [row] = rowsOf({ ...matrix, clients: new Map([["clinic", name]]) });
    expect(row?.client).toBe(`'${name}`);
  });
});

describe("the page", () => {
  const page = proofMatrixPage(matrix);

  test("has a row for every variant, with its laws, what they ask, its hash and its approval", () => {
    expect(page.match(/<tr data-client=/g)).toHaveLength(2);
    expect(page).toContain("1 distinct text for 2 variants, 1,240 people. Approved: 1 of 2 variants.");
    expect(page).toContain(
      '1 of 1 required said<br>1 of 1 forbidden not said<br><a href="clinic/US-TX_adult.html#counsel">1 for counsel</a>',
    );
    expect(page).toContain(`<code title="${"4".repeat(64)}">4444444444</code>`);
    expect(page).toContain("approved by A. Lee &lt;lee@example.org&gt; on 2026-11-22");
    expect(page).toContain('<a href="clinic/US-TX_adult.pdf">PDF</a>');
    expect(page).toContain('href="clinic/US-TX_adult.pdf#page=5"');
    expect(page).toContain('<a href="clinic/US-TX_adult.html">Texas</a>');
  });

  test("escapes what is not its own", () => {
    expect(page).toContain("Summit &lt;Health&gt;");
    expect(page).not.toContain("Summit <Health>");
    expect(page).toContain("<title>Proofs: Larkspur &amp; Sons</title>");
  });

  test("every link within it leads somewhere", () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(1);
    for (const id of targets) expect(page).toContain(`id="${id}"`);
  });

  test("loads nothing and lets only its own script run", () => {
    expect(page).toMatch(
      /default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-[A-Za-z0-9+/]{43}='/,
    );
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page).not.toMatch(/src=|https?:|@import|url\(/);
  });

  test("has heads for rows and columns", () => {
    expect(page.match(/<th scope="row">/g)?.length).toBe(4);
    expect(page.match(/<th scope="col"/g)?.length).toBe(14);
  });

  test.each([
    [
      "a required element that is missing",
      { found: false, under: [] },
      0,
      "the date of the breach, or its estimate or range: MISSING",
    ],
    [
      "a forbidden one that is said",
      { found: true, under: ["What Happened?"] },
      1,
      "the number of residents affected: SAID, though forbidden",
    ],
  ])("%s is named", (_, change, index, words) => {
    const content = (proofSet.texts[0]?.content ?? []).map((item, at) =>
      at === index ? { ...item, ...change } : item,
    );
    expect(proofMatrixPage(withText({ content }))).toContain(`<li>${words}</li>`);
    expect(page).not.toContain(`<li>${words}</li>`);
  });
});

describe("approval", () => {
  test.each<[string, ApprovalState, string]>([
    [
      "of another proof",
      { kind: "voided", decision },
      "changed since A. Lee <lee@example.org> approved it on 2026-11-22",
    ],
    [
      "refused",
      { kind: "rejected", decision: { ...decision, decision: "rejected", reason: "too long" } },
      "rejected by A. Lee <lee@example.org> on 2026-11-22",
    ],
    ["not given", { kind: "undecided" }, "not approved"],
  ])("%s is said so", (_, state, words) => {
    const [row] = rowsOf({ ...matrix, approvalOf: () => state });
    expect(row?.approval).toBe(words);
  });
});
