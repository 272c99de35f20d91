import type { Jurisdiction } from "../law/index.ts";
import { type Block, heading, item, paragraph, source } from "./block.ts";
import { sentence, sentenceCase } from "./word-list.ts";

type BusinessDayCalendar = NonNullable<Jurisdiction["businessDayCalendar"]>;
type Holiday = BusinessDayCalendar["holidays"][number];

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
const ordinals = ["first", "second", "third", "fourth"];

/** Which holidays a State keeps, for its clocks in business days. */
export function businessDayBlocks(calendar: BusinessDayCalendar | undefined): Block[] {
  if (calendar === undefined) return [];
  const { holidays, saturday, sunday, cite, source: from, confidence, verifiedOn, note } = calendar;
  return [
    heading("Business days"),
    paragraph(
      `Monday to Friday but for these holidays. One that falls on a Saturday ${
        saturday === "friday" ? "is kept on the Friday before" : "stays there"
      }; one that falls on a Sunday ${sunday === "monday" ? "is kept on the Monday after" : "stays there"}.`,
    ),
    ...holidays.map((holiday) => item(holidayText(holiday))),
    ...(note === undefined ? [] : [paragraph(sentence(note))]),
    source(`${cite}. ${sentenceCase(confidence)}, ${verifiedOn ?? from.seen}: ${from.title}.`),
  ];
}

function holidayText({ name, on, years, firstYear, saturday }: Holiday): string {
  const beside = [
    whenText(on),
    ...(years === "even" ? ["in even years"] : []),
    ...(firstYear === undefined ? [] : [`from ${firstYear}`]),
    ...(saturday === undefined
      ? []
      : [saturday === "friday" ? "a Saturday is kept on Friday" : "a Saturday stays there"]),
  ];
  return `${name}: ${beside.join(", ")}`;
}

function whenText(on: Holiday["on"]): string {
  if ("easter" in on) {
    if (on.easter === 0) return "Easter Sunday";
    return `${Math.abs(on.easter)} days ${on.easter < 0 ? "before" : "after"} Easter Sunday`;
  }
  const month = months[on.month - 1] ?? "";
  if ("day" in on) return `${month} ${on.day}`;
  const weekday = sentenceCase(on.weekday);
  const which = on.nth === "last" ? "last" : ordinals[on.nth - 1];
  const base = `the ${which} ${weekday} of ${month}`;
  if (on.plusDays === undefined) return base;
  return `${on.plusDays === 1 ? "the day" : `${on.plusDays} days`} after ${base}`;
}
