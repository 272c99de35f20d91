import { addDays, type Day, day } from "../calendar/index.ts";
import type { Provision, Version } from "../law/index.ts";
import { type Block, indented, item, label, paragraph, source } from "./block.ts";
import type { LawNames } from "./condition-phrase.ts";
import { changedContentBlocks } from "./content-blocks.ts";
import { ruleBlocks } from "./rule-blocks.ts";
import { changedTriggerBlocks } from "./trigger-blocks.ts";
import { sentence, sentenceCase } from "./word-list.ts";

/** The first and last day on which a version is in force; no last day while none follows. */
type Span = { readonly version: Version; readonly from: Day; readonly to: Day | undefined };

/**
 * One provision as it reads on a day: the version in force in full, with citation, source, confidence
 * and the day on which it was checked, then what went before and what comes after.
 */
export function provisionBlocks(provision: Provision, on: Day, names: LawNames): Block[] {
  const spans = spansOf(provision);
  const now = spans.find(({ from, to }) => from <= on && (to === undefined || on <= to));
  const others = spans.filter((span) => span !== now);
  return [
    label(`${sentenceCase(provision.about)}  [${provision.id}]`),
    ...indented(
      [
        ...(now === undefined
          ? [paragraph(`Not in force on ${on}.`)]
          : ruleBlocks(provision, now.version, names)),
        ...regulatorBlocks(provision),
        ...(now === undefined ? [] : [source(sourceText(now.version, names))]),
        ...others.flatMap((span) => otherBlocks(provision, span, now, on, names)),
      ],
      1,
    ),
  ];
}

function spansOf({ versions }: Provision): Span[] {
  return versions.map((version, index) => {
    const next = versions[index + 1];
    const to = version.until ?? (next === undefined ? undefined : addDays(day(next.from), -1));
    return { version, from: day(version.from), to: to === undefined ? undefined : day(to) };
  });
}

/** Citation, first day in force, and how, when and where the text was read. */
function sourceText(version: Version, { coversFrom }: LawNames): string {
  const { cite, confidence, source: from, verifiedOn, from: first } = version;
  const read =
    confidence === "read"
      ? `Read on ${verifiedOn ?? from.seen}`
      : confidence === "secondary"
        ? `From a secondary source seen on ${from.seen}`
        : `Recalled, to be checked before use; noted on ${from.seen}`;
  // A version that is older than what was examined begins on the first examined day.
  const since = first === coversFrom ? `${first} or earlier` : first;
  return `${cite}; in force from ${since}. ${read}: ${from.title}.`;
}

function regulatorBlocks({ how, tell = [], sampleLetter, recipients = {} }: Provision): Block[] {
  const { parents, nextOfKin } = recipients;
  return [
    ...(parents === undefined ? [] : [paragraph(`For a minor: ${parents.text} (${parents.cite}).`)]),
    ...(nextOfKin === undefined
      ? []
      : [paragraph(`For the deceased: ${nextOfKin.text} (${nextOfKin.cite}).`)]),
    ...(how === undefined ? [] : [paragraph(`How: ${sentence(how)}`)]),
    ...(tell.length === 0 ? [] : [label("To be told:")]),
    ...tell.map((text) => item(text, 1)),
    ...(sampleLetter === true ? [paragraph("A sample of the letter to individuals goes with it.")] : []),
    ...(sampleLetter === false ? [paragraph("No sample of the letter is asked for.")] : []),
  ];
}

function otherBlocks(
  provision: Provision,
  { version, from, to }: Span,
  now: Span | undefined,
  on: Day,
  names: LawNames,
): Block[] {
  const place = from > on ? "After" : "Before";
  return [
    label(`${place}: from ${from}${to === undefined ? " on" : ` to ${to}`}`),
    ...indented(
      [...changedBlocks(provision, version, now?.version, names), source(sourceText(version, names))],
      1,
    ),
  ];
}

/** Long lists are told by what differs from the version in force; everything else in full. */
function changedBlocks(provision: Provision, version: Version, now: Version | undefined, names: LawNames) {
  const { rule, note } = version;
  const noted = note === undefined ? [] : [paragraph(sentence(note))];
  if (rule.kind === "content" && now?.rule.kind === "content")
    return [...changedContentBlocks(rule, now.rule, names), ...noted];
  if (rule.kind === "trigger" && now?.rule.kind === "trigger")
    return [...changedTriggerBlocks(rule, now.rule), ...noted];
  return ruleBlocks(provision, version, names);
}
