import type { RuleOf } from "../law/index.ts";
import { type Block, item, label, paragraph } from "./block.ts";
import { numberText, sentence, wordList } from "./word-list.ts";

type Delivery = RuleOf<"delivery">;

const means: Readonly<Record<string, string>> = {
  writtenMail: "letter",
  firstClassMail: "first-class mail",
  email: "e-mail",
  telephone: "telephone",
  fax: "fax",
  websitePosting: "posting on the website",
  websiteHomePage: "posting on the home page of the website",
  statewideMedia: "statewide media",
  majorMedia: "major media",
  majorMediaWhereAffectedReside: "major media where those affected reside",
  printAndBroadcastMedia: "print and broadcast media",
  regionalNewsMedia: "regional news media",
  premisesDisplay: "a display on the premises",
  localOrStatewideMedia: "local or statewide media",
  newspaperPublication: "publication in a newspaper",
};

const wordsOf = (name: string) => means[name] ?? name;

const needed = { all: "by all of:", anyTwo: "by any two of:", anyOne: "by one of:" } as const;

/** How notice may be given, and when and how substitute notice takes its place. */
export function deliveryBlocks({ methods, emailCondition, emailAlone, substitute }: Delivery): Block[] {
  return [
    paragraph(`By ${wordList(methods.map(wordsOf), "or")}.`),
    ...(emailCondition === undefined
      ? []
      : [paragraph(`E-mail on this condition: ${sentence(emailCondition)}`)]),
    ...(emailAlone === false
      ? [paragraph("An e-mail alone is not notice: everyone bound by this rule is written to on paper.")]
      : []),
    ...(substitute === undefined ? [] : substituteBlocks(substitute)),
  ];
}

function substituteBlocks(substitute: NonNullable<Delivery["substitute"]>): Block[] {
  const { costOverUsd, affectedOver, insufficientContact, note } = substitute;
  const grounds = [
    ...(costOverUsd === undefined ? [] : [`notice would cost more than $${numberText(costOverUsd)}`]),
    ...(affectedOver === undefined ? [] : [`more than ${numberText(affectedOver)} people are to be told`]),
    ...(insufficientContact ? ["there is not enough contact information"] : []),
  ];
  const where = grounds.length === 0 ? "" : ` if ${wordList(grounds, "or")}`;
  return [
    label(`Substitute notice${where}, ${needed[substitute.meansNeeded]}`),
    ...substitute.means.map((each) => item(wordsOf(each), 1)),
    ...(note === undefined ? [] : [paragraph(sentence(note))]),
  ];
}
