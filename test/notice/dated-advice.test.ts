import { describe, expect, test } from "vitest";
import { incidentSchema } from "../../src/incident/index.ts";
import { compose, noticeText } from "../../src/notice/index.ts";
import { adultInTexas, incident, outline, sources } from "./fictional-incident.ts";

/** What the letter of a day says, and the codes that are reported. */
function on(mailed: string | undefined, text: string) {
  const { value, problems } = outline(`# Title\n\n${text}\n`);
  expect(problems).toEqual([]);
  const { individualNotice: _, ...dates } = incident.dates;
  const of = incidentSchema.parse({
    ...incident,
    dates: mailed === undefined ? dates : { ...dates, individualNotice: mailed },
  });
  const read = compose(value, { ...adultInTexas, offer: null }, sources({ incident: of }));
  return [
    noticeText(read.value, {})
      .replace(/^Title\n*/, "")
      .trim(),
    ...read.problems.map(({ code }) => code),
  ];
}

const fee = '{{#dated until="2018-09-20" seen="2018-06-01"}}A fee of $5.{{else}}Free.{{/dated}}';
const ends = '{{#dated from="2026-01-01" until="2026-06-30" seen="2026-02-01"}}Now.{{/dated}}';
const since = '{{#dated from="2026-03-01" seen="2025-11-30"}}New.{{/dated}}';

describe("advice that holds on some days", () => {
  test.each([
    ["its last day", "2018-09-20", fee, ["A fee of $5."]],
    ["the day after it, with a successor", "2018-09-21", fee, ["Free."]],
    ["the day before its first", "2025-12-31", ends, [""]],
    ["its first day", "2026-01-01", ends, ["Now."]],
    ["its last day", "2026-06-30", ends, ["Now."]],
    ["expired with nothing in its place", "2026-07-01", ends, ["", "notice/advice-expired"]],
    ["not yet", "2026-02-28", since, [""]],
    ["read six months ago to the day", "2026-05-30", since, ["New."]],
    ["read more than six months ago", "2026-06-01", since, ["New.", "notice/advice-stale"]],
    ["without a planned day", undefined, ends, ["Now."]],
  ] as const)("%s", (_, mailed, text, wanted) => {
    expect(on(mailed, text)).toEqual(wanted);
  });

  test("inside an element, and with a successor that is dated too", () => {
    const next = `{{#dated until="2026-01-31" seen="2026-01-01"}}Old{{else}}{{#dated from="2026-02-01" seen="2026-01-01"}}New{{/dated}}{{/dated}}`;
    expect(on("2026-01-31", `It is {{#element "freezeIsFree"}}${next}{{/element}}.`)).toEqual(["It is Old."]);
    expect(on("2026-02-01", `It is {{#element "freezeIsFree"}}${next}{{/element}}.`)).toEqual(["It is New."]);
  });

  test.each([
    ['{{#dated from="2026-02-30" seen="2026-01-01"}}x{{/dated}}', "notice/dated-not-a-day"],
    [
      '{{#dated from="2026-02-02" until="2026-02-01" seen="2026-01-01"}}x{{/dated}}',
      "notice/dated-not-a-day",
    ],
    ['{{#dated from="2026-02-01"}}x{{/dated}}', "notice/helper-unknown"],
    ['{{#dated seen="2026-02-01"}}x{{/dated}}', "notice/helper-unknown"],
    ['{{#dated since="2026-02-01" seen="2026-02-01"}}x{{/dated}}', "notice/helper-unknown"],
    ['{{#dated from=field.code seen="2026-02-01"}}x{{/dated}}', "notice/template-branches-on-field"],
  ])("%s is refused", (text, code) => {
    expect(outline(`# Title\n\n${text}\n`).problems.map((each) => each.code)).toContain(code);
  });
});
