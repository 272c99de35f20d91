import { contentElements, type RuleOf } from "../law/index.ts";
import { type Block, item, label, paragraph } from "./block.ts";
import { conditionPhrase, type LawNames } from "./condition-phrase.ts";
import { contentElementName } from "./content-element-name.ts";
import { counted, sentence } from "./word-list.ts";

type Content = RuleOf<"content">;
type Item = Content["required"][number];

/** What the notice says, must not say and may say, item by item, each with its citation. */
export function contentBlocks(rule: Content, names: LawNames): Block[] {
  return [
    ...list("The notice must say:", rule.required, names),
    ...list("It must not say:", rule.forbidden ?? [], names),
    ...optionalItems(rule),
    ...(rule.note === undefined ? [] : [paragraph(sentence(rule.note))]),
  ];
}

/** The same, said only where it is not what the other version says. */
export function changedContentBlocks(rule: Content, other: Content, names: LawNames): Block[] {
  const same = (items: readonly Item[], others: readonly Item[]) => {
    const known = new Set(others.map((each) => JSON.stringify(each)));
    return items.filter((each) => !known.has(JSON.stringify(each)));
  };
  const required = same(rule.required, other.required);
  const left = same(other.required, rule.required).filter(
    ({ element }) => !required.some((each) => each.element === element),
  );
  const alike = rule.required.length - required.length;
  return [
    paragraph(`${counted(alike, "item")} of “must say” as shown above.`),
    ...list("It must also, or otherwise, say:", required, names),
    ...list("It need not say:", left, names),
    ...list("It must not say:", same(rule.forbidden ?? [], other.forbidden ?? []), names),
    ...(JSON.stringify(rule.optional) === JSON.stringify(other.optional) ? [] : optionalItems(rule)),
    ...(rule.note === undefined || rule.note === other.note ? [] : [paragraph(sentence(rule.note))]),
  ];
}

function list(lead: string, items: readonly Item[], names: LawNames): Block[] {
  if (items.length === 0) return [];
  return [label(lead), ...items.map((each) => item(itemText(each, names), 1))];
}

function itemText({ element, cite, when, detail }: Item, names: LawNames): string {
  const phrase = conditionPhrase(when, names);
  const said = `${contentElementName(element)} (${cite})${phrase === "" ? "" : `, only if ${phrase}`}`;
  return detail === undefined ? said : `${said}. In detail: ${sentence(detail)}`;
}

function optionalItems({ optional = [] }: Content): Block[] {
  if (optional.length === 0) return [];
  return [
    label("It may say:"),
    ...optional.map(({ about, cite, detail }) =>
      item(
        `${wordsOf(about)} (${cite})${detail === undefined || detail === "optional" ? "" : `: ${detail}`}`,
        1,
      ),
    ),
  ];
}

/** The law data may name an item by its element or in words. */
function wordsOf(about: string): string {
  const element = contentElements.find((each) => each === about);
  return element === undefined ? about : contentElementName(element);
}
