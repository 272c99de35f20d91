import { describe, expect, test } from "vitest";
import { clientSchema, type Incident, incidentSchema } from "../../src/incident/index.ts";
import type { ContentElement } from "../../src/law/index.ts";
import {
  type Block,
  compose,
  contentCheck,
  type Facets,
  type Inline,
  type Notice,
  type Templates,
} from "../../src/notice/index.ts";
import { type Case, caseOf, casesIn, places } from "./every-variant.ts";
import { adultInTexas, clinic, employer, templates } from "./fictional-incident.ts";
import {
  changed,
  elementOf,
  isPlace,
  marksOf,
  placesOfMarks,
  probed,
  runsOf,
  withTree,
  wordsOf,
} from "./probed-templates.ts";

// Every place where the templates mark an element, and every file, is taken out in turn. The check must then
// fail for those readers whose law requires what is no longer said, and for nobody else.

const all = templates();
const outlines = ["letter.md", "email.md"];
const elsewhere = /\/(website|media|covered-entity)\.md$|\.public\.md$/;
const files = [...all.own.keys()].filter((name) => !elsewhere.test(name));

const marks = placesOfMarks(all, files);
const withPlaces = probed(all, marks);
const taken = (mutation: string) =>
  withTree(all, (name, nodes) =>
    name === mutation ? [] : changed(nodes, (node) => (marks.get(node) === mutation ? undefined : node)),
  );

/** The notice without the runs that were written inside the mutated place, its marks by their elements again. */
function without(notice: Notice, mutation: string | undefined): Notice {
  const kept = (inlines: readonly Inline[]) =>
    inlines.flatMap((inline): Inline[] => {
      if (inline.kind === "break") return [inline];
      const { elements } = inline.style;
      if (mutation !== undefined && elements.includes(mutation as ContentElement)) return [];
      const real = elements.filter((each) => isPlace(each)).map(elementOf);
      return [{ ...inline, style: { ...inline.style, elements: real } }];
    });
  const rewritten = (blocks: readonly Block[]): readonly Block[] =>
    blocks.map((block) => {
      switch (block.kind) {
        case "heading":
        case "paragraph":
        case "callout":
          return { ...block, inlines: kept(block.inlines) };
        case "list":
          return { ...block, items: block.items.map(rewritten) };
        case "table":
          return { ...block, header: block.header.map(kept), rows: block.rows.map((row) => row.map(kept)) };
        default:
          return block;
      }
    });
  return { ...notice, blocks: rewritten(notice.blocks) };
}

const known = { acquiredBy: { en: "someone known to the police", es: "alguien a quien la policía conoce" } };
function withAll(incident: Incident): Incident {
  return incidentSchema.parse({ ...incident, ...known });
}
const owned = { parentCompany: "Cedar Group" };
const phrVendor = clientSchema.parse({ ...clinic, id: "steps-app", kind: "phrVendor", ...owned });
const delayed = [{ agency: "FBI", form: "written", statedOn: "2026-01-21", through: "2026-02-20" }];

function casesOf(language: string): readonly Case[] {
  const everywhere = places.flatMap((place) => casesIn(place, language, ["ssn", "credentials"], ["applies"]));
  const filled = everywhere.map(({ facets, client, from }) =>
    caseOf(facets, clientSchema.parse({ ...client, ...owned }), withAll(from.incident)),
  );
  const app: Facets = { ...adultInTexas, client: phrVendor.id, phi: false, language };
  return [
    ...filled,
    caseOf(app, phrVendor, withAll(everywhere[0]?.from.incident ?? fail())),
    caseOf(
      { ...app, client: employer.id, jurisdiction: "US-WY", offer: null },
      employer,
      incidentSchema.parse({ ...everywhere[0]?.from.incident, lawEnforcementHolds: delayed }),
    ),
  ];
}

function fail(): never {
  throw new Error("there are no variants");
}

/** What the check misses, as “element for whose law”. */
function misses(notice: Notice, { from }: Case, used: Templates): readonly string[] {
  return contentCheck(notice, from.law, used)
    .filter(({ code }) => ["notice/element-missing", "notice/element-too-thin"].includes(code))
    .map(({ facts, where }) => `${facts.element} for ${where.jurisdiction}`)
    .sort();
}

const required = ({ facets, from }: Case) =>
  from.law.content.filter(
    ({ element, requirement }) =>
      requirement === "required" &&
      // A service cannot be taken up for someone who has died.
      !(element === "identityTheftServicesOffer" && facets.recipient === "nextOfKin"),
  );

describe.each(["en", "es"])("taking things out of the templates: %s", (language) => {
  const composed = casesOf(language).map((each) => {
    const { value } = compose(withPlaces, each.facets, each.from);
    return { ...each, notice: value, runs: marksOf(value.blocks) };
  });
  const ofLanguage = (name: string) => new RegExp(`(^| in )${language}/`).test(name);
  const mutations = [...[...marks.values()].filter(ofLanguage), ...files.filter(ofLanguage)];
  const touched = (mutation: string) =>
    composed.filter(({ runs }) => runs.some((marks) => marks.includes(mutation)));

  test("every variant passes before anything is taken out", () => {
    for (const each of composed)
      expect(misses(without(each.notice, undefined), each, all), each.notice.variant).toEqual([]);
  });

  test("every mark is read by somebody", () => {
    const dead = mutations.filter((each) => isPlace(each) && touched(each).length === 0);
    expect(dead).toEqual([]);
  });

  test.each(mutations)("%s", (mutation) => {
    const readers = touched(mutation);
    for (const [index, each] of readers.entries()) {
      const left = each.runs.filter((marks) => !marks.includes(mutation));
      const said = new Set(
        left
          .flat()
          .filter((mark) => isPlace(mark))
          .map(elementOf),
      );
      const expected = required(each)
        .filter(({ element }) => !said.has(element))
        .map(({ element, jurisdiction }) => `${element} for ${jurisdiction}`)
        .sort();
      const mutated = without(each.notice, mutation);
      expect(misses(mutated, each, all), each.notice.variant).toEqual(expected);
      // The runs that were left out are those that the templates without the place do not write.
      if (index % Math.ceil(readers.length / 2) !== 0 || outlines.some((name) => mutation.endsWith(name)))
        continue;
      const really = compose(taken(mutation), each.facets, each.from).value;
      const flat = (notice: Notice) => runsOf(notice.blocks).map(wordsOf).join("");
      expect(flat(really), each.notice.variant).toBe(flat(mutated));
      expect(misses(really, each, all), each.notice.variant).toEqual(expected);
    }
  });
});

test("a law that requires nothing new fails for nobody: the employer's letter lacks HIPAA's list", () => {
  const [inTexas] = casesIn("US-TX", "en", ["ssn"], ["applies"]).filter(({ facets }) => !facets.phi);
  expect(required(inTexas ?? fail())).toEqual([]);
});
