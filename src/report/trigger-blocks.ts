import { clientKindName, dataElementName, type RuleOf } from "../law/index.ts";
import { type Block, item, label, paragraph } from "./block.ts";
import { sentence, wordList } from "./word-list.ts";

type Trigger = RuleOf<"trigger">;

/** Which data, lost by which kind of client, make the law speak. */
export function triggerBlocks(rule: Trigger): Block[] {
  const data =
    rule.elements === "any"
      ? [paragraph("Speaks whatever data was lost.")]
      : [
          label(
            rule.requiresName
              ? "Personal information is a person's name together with:"
              : "Personal information, with or without a name, is:",
          ),
          ...rule.elements.map((element) => item(dataElementName(element), 1)),
        ];
  const alone = rule.standalone ?? [];
  return [
    ...kindBlocks(rule),
    ...data,
    ...(alone.length === 0 ? [] : [label("and, without a name:")]),
    ...alone.map((element) => item(dataElementName(element), 1)),
    ...(rule.other ?? []).map((text) => item(`${text} (in the law's words; not computed)`, 1)),
  ];
}

function kindBlocks({ clientKinds, notClientKinds, boundIf = [], onlyPhi }: Trigger): Block[] {
  const list = (kinds: NonNullable<typeof clientKinds>) => wordList(kinds.map(clientKindName), "or");
  return [
    ...(clientKinds === undefined ? [] : [paragraph(`Binds a client that is ${list(clientKinds)}.`)]),
    ...(notClientKinds === undefined ? [] : [paragraph(`Does not bind ${list(notClientKinds)}.`)]),
    ...boundIf.map((each) =>
      paragraph(
        `Binds ${list(each.clientKinds)} if it is ${each.licence.text}; where it does not say, ${
          each.unsaid === "ask" ? "it is taken to be bound, and asked" : "it is taken not to be"
        }.`,
      ),
    ),
    ...(onlyPhi
      ? [paragraph("Speaks only of health information held as a HIPAA entity or as a Part 2 program.")]
      : []),
  ];
}

/** The same for another version of the law: which data it lists less, and which more. */
export function changedTriggerBlocks(rule: Trigger, other: Trigger): Block[] {
  const data = (trigger: Trigger) => [
    ...(trigger.elements === "any" ? [] : trigger.elements.map(dataElementName)),
    ...(trigger.standalone ?? []).map((element) => `${dataElementName(element)} without a name`),
    ...(trigger.other ?? []),
  ];
  if (rule.elements === "any" || other.elements === "any" || rule.requiresName !== other.requiresName)
    return [...triggerBlocks(rule), ...noteBlocks(rule)];
  const [here, there] = [data(rule), data(other)];
  const less = there.filter((each) => !here.includes(each));
  const more = here.filter((each) => !there.includes(each));
  return [
    paragraph(less.length + more.length === 0 ? "The same data." : "The data listed above, but:"),
    ...less.map((each) => item(`without ${each}`, 1)),
    ...more.map((each) => item(`also ${each}`, 1)),
    ...kindBlocks(rule),
    ...(rule.note === other.note ? [] : noteBlocks(rule)),
  ];
}

const noteBlocks = ({ note }: Trigger): Block[] => (note === undefined ? [] : [paragraph(sentence(note))]);
