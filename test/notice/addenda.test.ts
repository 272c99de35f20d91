import { describe, expect, test } from "vitest";
import { type Incident, incidentSchema } from "../../src/incident/index.ts";
import { compose, contentCheck, type Facets, noticeText } from "../../src/notice/index.ts";
import { caseOf, places } from "./every-variant.ts";
import { adultInTexas, clinic, incident, templates } from "./fictional-incident.ts";

const all = templates();
const everyState: Incident = incidentSchema.parse({
  ...incident,
  policy: { ...incident.policy, addenda: "all" },
});

function composedFor(jurisdiction: string, facets: Partial<Facets> = {}, of = everyState) {
  const each = caseOf({ ...adultInTexas, jurisdiction, ...facets }, clinic, of);
  const { value, problems } = compose(all, each.facets, each.from);
  const found = [...problems, ...contentCheck(value, each.from.law, all)];
  return {
    value,
    text: noticeText(value, {}),
    stops: found.filter(({ severity }) => severity === "stops"),
    each,
  };
}

const headings = (text: string) =>
  [...text.matchAll(/^For residents of (.+)$/gm)].map(([, name]) => name ?? "");

describe("the paragraphs of all states in one text", () => {
  test("in the order of their names, each once, the reader's own among them", () => {
    const names = headings(composedFor("US-MD").text);
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["Maryland", "Massachusetts", "New York", "West Virginia"]));
    // A state without a paragraph of its own has its office printed, in its place.
    const inOhio = headings(composedFor("US-OH").text);
    expect(inOhio).toEqual([...names, "Ohio"].sort());
  });

  test("no office stands there twice", () => {
    const { value } = composedFor("US-NY");
    const blocks = value.blocks.map((block) => JSON.stringify(block)).filter((block) => block.length > 200);
    expect(new Set(blocks).size).toBe(blocks.length);
  });

  test.each(places)("%s: the notice passes its law", (place) => {
    expect(composedFor(place).stops).toEqual([]);
  });

  test("what another state's paragraph says does not fulfil the reader's law", () => {
    const without = { ...all, own: new Map([...all.own].filter(([name]) => name !== "en/states/us-md.md")) };
    const { each } = composedFor("US-MD");
    const codesOf = (templates: typeof all) => {
      const { value } = compose(templates, each.facets, each.from);
      return contentCheck(value, each.from.law, templates).map(
        ({ code, facts }) => `${code} ${facts.element}`,
      );
    };
    expect(codesOf(all)).toEqual([]);
    expect(codesOf(without)).toEqual(["notice/element-missing identityTheftInformationSources"]);
  });

  test("Rhode Island's number of residents is nobody else's, least of all where a number is forbidden", () => {
    expect(composedFor("US-RI").text).toContain("This notice goes to 12 residents of Rhode Island.");
    for (const place of ["US-MA", "US-IL", "US-TX"]) {
      const { text, stops } = composedFor(place);
      expect(text).toContain("For residents of Rhode Island");
      expect(text).not.toContain("This notice goes to");
      expect(stops).toEqual([]);
    }
  });

  test("readers of two states whose laws ask for the same read the same", () => {
    const [one, other] = ["US-CT", "US-KY"].map((place) => composedFor(place, { stateLaw: "silent" }).text);
    const [ownOne, ownOther] = ["US-CT", "US-KY"].map(
      (place) => composedFor(place, { stateLaw: "silent" }, incident).text,
    );
    expect(headings(one ?? "").filter((name) => name !== "Kentucky")).toEqual(
      headings(other ?? "").filter((name) => name !== "Kentucky"),
    );
    expect(headings(ownOne ?? "")).not.toEqual(headings(ownOther ?? ""));
  });
});
