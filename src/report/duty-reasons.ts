import { type Day, daysBetween } from "../calendar/index.ts";
import type { Duty, DutyQuestion } from "../law/index.ts";
import { type Block, gap, item, label, paragraph, source } from "./block.ts";
import { inOrder } from "./duty-table.ts";
import { dueWords, dutyOpen, statusWords } from "./duty-words.ts";
import { counted, numberText, sentence, wordList } from "./word-list.ts";

/**
 * Why each duty is what it is: whom and how many, what the regulator wants and how, the reasoning with
 * every step of the arithmetic, the citation, and the questions with both readings. Duties not owed are
 * left out. Days left count from `on`.
 */
export function dutyReasons(duties: readonly Duty[], on: Day | undefined): readonly Block[] {
  return inOrder(duties.filter(({ status }) => status !== "notOwed")).flatMap((duty) => [
    ...reasonsOf(duty, on),
    gap,
  ]);
}

function reasonsOf(duty: Duty, on: Day | undefined): Block[] {
  const { client, jurisdiction, name, by, citations, confidence, verifiedOn, why, questions } = duty;
  return [
    label(`${jurisdiction} ${name}, ${by === "vendor" ? "by the vendor of" : "for"} ${client}`),
    paragraph(
      `${statusWords[duty.status]}: ${dueWords(duty)}${daysText(duty, on)}. ${daysBeside(duty)}`.trim(),
      1,
    ),
    ...(duty.recipients === null ? [] : [paragraph(recipientsText(duty.recipients), 1)]),
    ...why.map((reason) => item(reason, 1)),
    ...reportBlocks(duty),
    source(`${citations.join("; ")} (${confidence}, checked ${verifiedOn})`, 1),
    ...(questions.length === 0 ? [] : [paragraph("Questions:", 1)]),
    ...questions.flatMap(questionBlocks),
  ];
}

function daysText(duty: Duty, on: Day | undefined): string {
  if (on === undefined || duty.due === null || !dutyOpen(duty)) return "";
  const left = daysBetween(on, duty.due);
  return left < 0 ? `, OVERDUE by ${counted(-left, "day")}` : `, ${counted(left, "day")} left`;
}

function daysBeside({ due, target, practicalDay, notBefore }: Duty): string {
  return [
    ...(target !== null && target !== due ? [`Aim at ${target}.`] : []),
    ...(practicalDay !== null && practicalDay !== due ? [`Last day to mail: ${practicalDay}.`] : []),
    ...(notBefore === null ? [] : [`Not before ${notBefore}.`]),
  ].join(" ");
}

/** Who opens the envelopes: the individuals themselves, or others for them. */
function recipientsText({ individuals, parents, nextOfKin }: NonNullable<Duty["recipients"]>): string {
  const parts = [
    `${numberText(individuals)} to the individuals themselves`,
    ...(parents === 0 ? [] : [`${numberText(parents)} to parents or guardians`]),
    ...(nextOfKin === 0 ? [] : [`${numberText(nextOfKin)} to next of kin or personal representatives`]),
  ];
  return `Notices: ${wordList(parts, "and")}.`;
}

function reportBlocks({ how, tell, sampleLetter }: Duty): Block[] {
  return [
    ...(how === null ? [] : [paragraph(`How: ${sentence(how)}`, 1)]),
    ...(tell.length === 0 ? [] : [paragraph("To be told:", 1)]),
    ...tell.map((text) => item(text, 2)),
    ...(sampleLetter === true ? [paragraph("A sample of the letter to individuals goes with it.", 1)] : []),
    ...(sampleLetter === false ? [paragraph("No sample of the letter is asked for.", 1)] : []),
  ];
}

function questionBlocks({ text, field, conservative, alternative }: DutyQuestion): Block[] {
  return [
    item(`${text}${field === undefined ? "" : ` (answer in ${field})`}`, 2),
    ...(conservative === undefined ? [] : [item(`As used: ${sentence(conservative)}`, 3)]),
    ...(alternative === undefined ? [] : [item(`Alternative: ${sentence(alternative)}`, 3)]),
  ];
}
