import {
  clientKindName,
  dataElementName,
  isDeadline,
  type Provision,
  type Rule,
  type RuleOf,
  type Version,
} from "../law/index.ts";
import { type Block, item, label, paragraph } from "./block.ts";
import { conditionPhrase, type LawNames } from "./condition-phrase.ts";
import { contentBlocks } from "./content-blocks.ts";
import { deadlineSentences, governedBySentence } from "./deadline-sentence.ts";
import { deliveryBlocks } from "./delivery-blocks.ts";
import { triggerBlocks } from "./trigger-blocks.ts";
import { counted, numberText, sentence, sentenceCase, wordList } from "./word-list.ts";

/** A version of a rule in plain English: when it speaks, what it asks, its notes. No citation. */
export function ruleBlocks(provision: Provision, version: Version, names: LawNames): Block[] {
  const { rule, when, governedBy } = version;
  const phrase = conditionPhrase(when, names);
  const notes = [
    ...("note" in rule && rule.note !== undefined && rule.kind !== "content" ? [rule.note] : []),
    ...(version.note === undefined ? [] : [version.note]),
  ];
  return [
    ...(isDeadline(rule) ? [paragraph(owedSentence(provision, phrase))] : []),
    ...(!isDeadline(rule) && phrase !== "" ? [paragraph(`Only if ${phrase}.`)] : []),
    ...bodyOf(rule, names),
    ...(governedBy === undefined ? [] : [paragraph(governedBySentence(governedBy))]),
    ...notes.map((note) => paragraph(sentence(note))),
  ];
}

function owedSentence({ by, to, name = "", countBy }: Provision, phrase: string): string {
  const who = by === "vendor" ? "The vendor tells" : "Tell";
  const whom = name.replace("{state}", "the State");
  const each = countBy === "state" ? ", State by State" : "";
  if (phrase !== "") return `${who}: ${whom}${each}, if ${phrase}.`;
  return to === "individuals" ? `${who}: ${whom}.` : `${who}: ${whom}${each}, whatever the number.`;
}

function bodyOf(rule: Rule, names: LawNames): Block[] {
  if (isDeadline(rule)) return [paragraph(deadlineSentences(rule, names).join(" "))];
  switch (rule.kind) {
    case "trigger":
      return triggerBlocks(rule);
    case "content":
      return contentBlocks(rule, names);
    case "form":
      return formBlocks(rule);
    case "services":
      return [
        paragraph(
          `Services for at least ${counted(rule.months, "month")}, where one of these was exposed: ${wordList(rule.forExposed.map(dataElementName), "or")}.`,
        ),
      ];
    case "delivery":
      return deliveryBlocks(rule);
    case "hipaaEffect":
      return hipaaBlocks(rule, names);
    case "harmThreshold":
      return [
        paragraph(
          rule.exists
            ? "Notice may be withheld after a finding that harm is not likely."
            : "There is no exception for breaches unlikely to cause harm.",
        ),
        ...sentences(rule.text),
        ...(rule.documentation === undefined || rule.documentation === "none"
          ? []
          : [paragraph(`Documentation: ${sentence(rule.documentation)}`)]),
      ];
    case "encryption":
      return [
        paragraph(
          rule.exempts
            ? "Encrypted data are outside the law while the key is safe."
            : "Encryption does not take data out of this law.",
        ),
        ...sentences(rule.text),
      ];
    default:
      return rule satisfies never;
  }
}

const sentences = (text: string | undefined): Block[] =>
  text === undefined ? [] : [paragraph(sentence(text))];

function formBlocks({ title, headings, atLeastPoints }: RuleOf<"form">): Block[] {
  return [
    ...(title === undefined ? [] : [paragraph(`The title is “${title}”.`)]),
    ...(headings.length === 0
      ? []
      : [paragraph(`The headings, in this order: ${headings.map((each) => `“${each}”`).join(", ")}.`)]),
    ...(atLeastPoints === undefined
      ? []
      : [paragraph(`Type of at least ${numberText(atLeastPoints)} points.`)]),
  ];
}

type Effect = Exclude<RuleOf<"hipaaEffect">["effect"], "none">;
const effects: Readonly<Record<Effect, string>> = {
  exempt: "is exempt from this law",
  deemedCompliant: "is deemed to comply with this law by complying with HIPAA",
  deemedCompliantIndividualNotice:
    "is deemed to comply with the duty to tell individuals by complying with HIPAA",
  deemedCompliantContent: "is deemed to comply with the rules on content by complying with HIPAA",
};

function hipaaBlocks(rule: RuleOf<"hipaaEffect">, names: LawNames): Block[] {
  const kinds = wordList((rule.appliesTo ?? []).map(clientKindName), "or");
  const only =
    rule.onlyExposed === undefined
      ? ""
      : `, if nothing else was exposed than ${wordList(rule.onlyExposed.map(dataElementName), "or")}`;
  const first =
    rule.effect === "none"
      ? "Compliance with HIPAA changes nothing here."
      : `${sentenceCase(kinds === "" ? "a HIPAA entity" : kinds)} ${effects[rule.effect]}${only}.`;
  return [
    paragraph(first),
    ...sentences(rule.text),
    ...(rule.deems.length === 0
      ? []
      : [
          paragraph(
            `Silenced under the policy “deemed”, kept under “conservative” (the default): ${rule.deems
              .map((id) => `“${names.about(id)}”`)
              .join(", ")}.`,
          ),
        ]),
    ...(rule.clocks ?? []).map(({ provision, rule: clock }) =>
      paragraph(
        `Under the policy “deemed”, “${names.about(provision)}” is due: ${[...deadlineSentences(clock, names), ...(clock.note === undefined ? [] : [sentence(clock.note)])].join(" ")}`,
      ),
    ),
    ...(rule.stillOwed.length === 0 ? [] : [label("What stays owed:")]),
    ...rule.stillOwed.map((text) => item(text, 1)),
  ];
}
