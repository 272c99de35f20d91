import ical, {
  ICalAlarmType,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventTransparency,
} from "ical-generator";
import type { Day } from "../calendar/index.ts";
import type { Duty } from "../law/index.ts";
import { dutyOpen, statusWords } from "./duty-words.ts";
import { counted } from "./word-list.ts";

/** What the file says of the incident, and when it was written (an instant, ISO 8601 in UTC). */
export type CalendarAbout = { readonly incident: string; readonly title: string; readonly instant: string };

/** The file's text, and how many open duties are in it, or are not because no day is known. */
export type CalendarFile = { readonly text: string; readonly events: number; readonly leftOut: number };

const secondsOfWeek = 7 * 86_400;
const millisecondsOfMinute = 60_000;

/**
 * An iCalendar file (RFC 5545) for Outlook, Google and others: one all-day event for each duty that is
 * owed or in question and has a day, on its last day, with a reminder a week before. An event's UID is
 * made of the incident and the duty, so that importing a later file moves events instead of doubling them.
 */
export function calendarFile(duties: readonly Duty[], about: CalendarAbout): CalendarFile {
  const open = duties.filter(dutyOpen);
  const stamp = new Date(about.instant);
  const calendar = ical({
    name: about.title,
    prodId: { company: "Noticepress", product: "duties", language: "EN" },
    method: ICalCalendarMethod.PUBLISH,
  });
  let events = 0;
  for (const duty of open) {
    if (duty.due === null) continue;
    events += 1;
    const event = calendar.createEvent({
      id: `${about.incident}/${duty.id}@noticepress`,
      // A calendar takes a changed event only if its number is higher; minutes since 1970 always are.
      sequence: Math.floor(stamp.getTime() / millisecondsOfMinute),
      stamp,
      start: dateOf(duty.due),
      allDay: true,
      transparency: ICalEventTransparency.TRANSPARENT,
      busystatus: ICalEventBusyStatus.FREE,
      summary: summaryOf(duty),
      description: descriptionOf(duty, about),
      categories: [duty.jurisdiction, duty.client, statusWords[duty.status]].map((name) => ({ name })),
    });
    event.createAlarm({ type: ICalAlarmType.display, trigger: secondsOfWeek, description: summaryOf(duty) });
  }
  // The library leaves out the line break that ends the last line.
  return { text: `${calendar.toString()}\r\n`, events, leftOut: open.length - events };
}

const dateOf = (day: Day) => new Date(`${day}T00:00:00Z`);

function summaryOf({ status, jurisdiction, name, client }: Duty): string {
  return `${status === "question" ? "Last day, if owed" : "Last day"}: ${name} (${jurisdiction}) for ${client}`;
}

function descriptionOf(duty: Duty, { incident, title }: CalendarAbout): string {
  const { due, target, practicalDay, notBefore, citations, confidence, verifiedOn, questions } = duty;
  const days = [
    `Last day allowed: ${due}.`,
    ...(target !== null && target !== due ? [`Day to aim at: ${target}.`] : []),
    ...(practicalDay !== null && practicalDay !== due ? [`Last day to mail: ${practicalDay}.`] : []),
    ...(notBefore === null ? [] : [`Not before: ${notBefore}.`]),
  ];
  return [
    `${title} (${incident}), ${duty.client}: ${statusWords[duty.status]}; ${counted(duty.count, "person", "people")}.`,
    days.join(" "),
    `${citations.join("; ")} (${confidence}, checked ${verifiedOn})`,
    "",
    ...duty.why,
    ...(duty.how === null ? [] : ["", `How: ${duty.how}`]),
    ...(questions.length === 0 ? [] : ["", "Questions:"]),
    ...questions.map(({ text, field }) => (field === undefined ? text : `${text} (answer in ${field})`)),
    "",
    "This informs counsel and does not replace counsel.",
  ].join("\n");
}
