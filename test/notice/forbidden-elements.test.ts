import { describe, expect, test } from "vitest";
import type { NoticeLaw } from "../../src/law/index.ts";
import { compose, contentCheck, type Facets, noticeText, typeSizeProblems } from "../../src/notice/index.ts";
import { law as allLaw, caseOf } from "./every-variant.ts";
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
} from "./fictional-incident.ts";

const contact =
  '{{#element "entityContact"}}{{client.contact.tollFree}}, {{inOneLine client.contact.postal}}{{/element}}';

/** The stops that the check reports for a short notice in an e-mail or a letter. */
function codes(text: string, law: NoticeLaw, facets: Partial<Facets> = {}) {
  const of: Facets = { ...adultInTexas, offer: null, ...facets };
  const markdown = `# Notice of Data Breach\n\n${text}\n\n${contact}\n`;
  const { value } = outline(markdown, { "en/email.md": markdown });
  const notice = compose(value, of, sources({ law })).value;
  return contentCheck(notice, law, templates())
    .filter(({ severity }) => severity === "stops")
    .map(({ code }) => code);
}

describe("an electronic notice that may not ask for personal information (9 V.S.A. § 2435(b)(6)(A)(ii))", () => {
  const vermont = handMadeLaw("US-VT", [], ["personalInformationRequest"]);
  const email = { channel: "email" } as const;

  test.each([
    "Reply with your Social Security number.",
    "To confirm your date of birth, call us.",
    "Please send us your account numbers.",
    "We are sorry. Provide your personal information below.",
  ])("asks: %s", (text) => {
    expect(codes(text, vermont, email)).toEqual(["notice/information-requested"]);
    expect(codes(text, vermont), "on paper it is not forbidden").toEqual([]);
    expect(codes(text, noLaw, email)).toEqual([]);
  });

  test.each([
    "We will not ask you to confirm your Social Security number.",
    "Never send us your password by e-mail.",
    "If you ask us, we tell you what personal information of yours was involved.",
    "Watch your account statements.",
  ])("does not ask: %s", (text) => {
    expect(codes(text, vermont, email)).toEqual([]);
  });

  test("a link that a writer put in is refused; the addresses of our templates are written without one", () => {
    expect(codes("See [this page](https://example.org/x).", vermont, email)).toEqual([
      "notice/link-to-request",
    ]);
    const each = caseOf({ ...adultInTexas, jurisdiction: "US-VT", channel: "email" }, clinic, incident);
    const { value } = compose(templates(), each.facets, each.from);
    expect(
      contentCheck(value, each.from.law, templates()).filter(({ severity }) => severity === "stops"),
    ).toEqual([]);
    const text = noticeText(value, fieldsOfMaria);
    expect(text).toContain("enroll.beacon.example/summit");
    expect(text).not.toMatch(/https?:/);
    const onPaper = compose(templates(), { ...each.facets, channel: "letter" }, each.from).value;
    expect(JSON.stringify(onPaper.blocks)).toContain('"link":"https://enroll.beacon.example/summit"');
  });
});

describe("an offer that hangs on a card or on a purchase (ORS 646A.604(7))", () => {
  const oregon = handMadeLaw("US-OR", [], ["conditionedOffer"]);
  const offer = (text: string) =>
    `{{#element "identityTheftServicesOffer"}}${text} {{field.code}} {{field.enrolBy}}{{/element}}`;

  test.each([
    "Give your credit card number when you enroll.",
    "The second year has a fee of 10 dollars.",
    "The plan renews each month.",
    "Subscribe to our newsletter to enroll.",
  ])("conditioned: %s", (text) => {
    expect(codes(offer(text), oregon, { offer: "adult24" })).toEqual(["notice/offer-conditioned"]);
    expect(codes(offer(text), noLaw, { offer: "adult24" })).toEqual([]);
  });

  test.each(["You do not need a credit card.", "It is free of charge.", "There is no fee."])(
    "not conditioned: %s",
    (text) => {
      expect(codes(offer(text), oregon, { offer: "adult24" })).toEqual([]);
    },
  );

  test("in the narrative of what is done", () => {
    const text = '{{#element "remedialActions"}}We pay for a trial of six weeks.{{/element}}';
    expect(codes(text, oregon)).toEqual(["notice/offer-conditioned"]);
  });
});

describe("what the reader may learn by phone (W. Va. Code § 46A-2A-102(d)(2))", () => {
  const westVirginia = handMadeLaw("US-WV", ["informationInquiry"]);
  const mark = (text: string) => `{{#element "informationInquiry"}}${text}{{/element}}`;

  test.each<readonly [string, string[]]>([
    ["You can learn what types of information we keep about you, and whether we keep any.", []],
    ["Call us.", ["notice/element-too-thin"]],
    ["We keep types of information.", ["notice/element-too-thin"]],
  ])("%s", (text, wanted) => {
    expect(codes(mark(text), westVirginia)).toEqual(wanted);
  });
});

describe("names are not the nature of a breach", () => {
  const massachusetts = handMadeLaw("US-MA", [], ["natureOfBreach"]);

  test("Hackensack is a town; hackers are not", () => {
    expect(codes("Hackensack Clinic writes to you.", massachusetts)).toEqual([]);
    expect(codes("Hackers came.", massachusetts)).toEqual(["notice/nature-forbidden"]);
  });
});

describe("type as large as the law asks", () => {
  const law = { form: composedForm() };
  test.each([
    [9.5, ["notice/type-too-small"]],
    [10, []],
    [11, []],
  ] as const)("%d points where 10 are asked", (smallest, wanted) => {
    expect(typeSizeProblems(law, smallest, "a").map(({ code }) => code)).toEqual(wanted);
  });

  function composedForm() {
    const each = caseOf({ ...adultInTexas, jurisdiction: "US-CA" }, clinic, incident);
    expect(allLaw.jurisdictions.has("US-CA")).toBe(true);
    return each.from.law.form;
  }
});

test("an ordinary letter names its links", () => {
  expect(JSON.stringify(composed(adultInTexas).blocks)).toContain('"link":"https://');
});
