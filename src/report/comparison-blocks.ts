import type { FormRule, NoticeLaw } from "../law/index.ts";
import { type Block, gap, heading, item, label, paragraph, source, title } from "./block.ts";
import type { Comparison } from "./comparison.ts";
import { facetName } from "./facet-words.ts";
import type { AskedElement, LawDifference } from "./law-difference.ts";
import { elementWords } from "./proof-words.ts";
import { counted, sentence, sentenceCase, wordList } from "./word-list.ts";

/** A comparison as a page to print: first what the laws ask, then what the texts say. */
export function comparisonBlocks(comparison: Comparison): readonly Block[] {
  const { one, other, facets } = comparison;
  return [
    title(`${one.name} and ${other.name}: what each says that the other does not`),
    ...[one, other].map(({ name, variant, people }) =>
      paragraph(`${name}: ${variant} (${counted(people, "person", "people")})`),
    ),
    source(`They differ in ${wordList(facets.map(facetName), "and") || "nothing"}.`),
    gap,
    ...lawBlocks(comparison),
    gap,
    ...textBlocks(comparison),
  ];
}

function lawBlocks({ one, other, law }: Comparison): readonly Block[] {
  const blocks = [
    ...onlyBlocks(one.name, law.onlyOne, law.form.onlyOne),
    ...onlyBlocks(other.name, law.onlyOther, law.form.onlyOther),
    ...bothBlocks(law, one.name, other.name),
    ...differingRules(law, one.name, other.name).map((text) => paragraph(text)),
  ];
  return [
    heading("What the laws ask"),
    ...(blocks.length === 0 ? [paragraph("Neither law fixes anything.")] : blocks),
  ];
}

function onlyBlocks(
  name: string,
  asked: readonly AskedElement[],
  forms: readonly FormRule[],
): readonly Block[] {
  const items = [...asked.map(askedText), ...forms.map(formText)];
  return items.length === 0
    ? [label(`Only ${name}: nothing`)]
    : [label(`Only ${name}`), ...items.map((text) => item(text, 1))];
}

/** “the right to a police report: M.G.L. c. 93H, § 3(b)”. */
function askedText({ element, requirement, citations, details }: AskedElement): string {
  const what = requirement === "forbidden" ? `never ${elementWords(element)}` : elementWords(element);
  const how = details.length === 0 ? "" : ` (${details.join("; ")})`;
  return `${sentenceCase(what)}${how}: ${citations.join("; ")}`;
}

/** “Title “Notice of Data Breach”; headings …; type of at least 10 points: Cal. Civ. Code § …”. */
export function formText({ title: fixed, headings, atLeastPoints, citation }: FormRule): string {
  const parts = [
    ...(fixed === undefined ? [] : [`title “${fixed}”`]),
    ...(headings.length === 0 ? [] : [`headings ${headings.map((each) => `“${each}”`).join(", ")}`]),
    ...(atLeastPoints === undefined ? [] : [`type of at least ${atLeastPoints} points`]),
  ];
  return `${sentenceCase(parts.join("; "))}: ${citation}`;
}

function bothBlocks({ both }: LawDifference, one: string, other: string): readonly Block[] {
  if (both.length === 0) return [];
  return [
    label("Both"),
    ...both.map(({ element, requirement, one: left, other: right }) => {
      const what = sentenceCase(
        requirement === "forbidden" ? `never ${elementWords(element)}` : elementWords(element),
      );
      const common = left.filter((each) => right.includes(each));
      const own = (name: string, all: readonly string[]) => {
        const rest = all.filter((each) => !common.includes(each));
        return rest.length === 0 ? [] : [`${name}: ${rest.join("; ")}`];
      };
      return item(`${what} (${[...common, ...own(one, left), ...own(other, right)].join(". ")})`, 1);
    }),
  ];
}

/** What differs beside content and form: the offer owed, and how what happened is told. */
export function differingRules(
  { services, description }: LawDifference,
  one: string,
  other: string,
): string[] {
  const owed = (name: string, rule: NoticeLaw["services"]) =>
    rule === null ? `${name} owes none` : `${name} owes ${counted(rule.months, "month")} (${rule.citation})`;
  const told = { full: "in full", brief: "in two neutral sentences", omitted: "not at all" } as const;
  return [
    ...(services.one?.months === services.other?.months
      ? []
      : [sentence(`Identity theft services: ${owed(one, services.one)}; ${owed(other, services.other)}`)]),
    ...(description.one === description.other
      ? []
      : [
          sentence(
            `What happened is told ${told[description.one]} for ${one}, ${told[description.other]} for ${other}`,
          ),
        ]),
  ];
}

function textBlocks({ one, other, text }: Comparison): readonly Block[] {
  if (text.length === 0) return [heading("What the texts say"), paragraph("The same words.")];
  return [
    heading("What the texts say"),
    ...text.flatMap(({ under, one: left, other: right }) => [
      label(under === "" ? "Above the first heading" : `Under “${under}”`),
      ...left.map((said) => item(`Only ${one.name}: ${said}`, 1)),
      ...right.map((said) => item(`Only ${other.name}: ${said}`, 1)),
    ]),
  ];
}
