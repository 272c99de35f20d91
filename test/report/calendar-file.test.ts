import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { day } from "../../src/calendar/index.ts";
import type { Duty } from "../../src/law/index.ts";
import { calendarFile } from "../../src/report/index.ts";
import { duty } from "./example.ts";

const about = { incident: "first-day", title: "First day", instant: "2026-02-01T10:20:30.000Z" };

/** Reads a calendar back with another library than the one that wrote it. */
function eventsOf(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const [alarm] = component.getAllSubcomponents("valarm");
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description,
      start: event.startDate.toString(),
      allDay: event.startDate.isDate,
      stamp: String(component.getFirstPropertyValue("dtstamp")),
      sequence: event.sequence,
      transparent: component.getFirstPropertyValue("transp"),
      categories: component.getAllProperties("categories").flatMap((property) => property.getValues()),
      alarm: String(alarm?.getFirstPropertyValue("trigger")),
      alarmKind: alarm?.getFirstPropertyValue("action"),
    };
  });
}

test("a duty is one all-day event on its last day, with a reminder a week before", () => {
  const { text, events, leftOut } = calendarFile([duty], about);
  expect({ events, leftOut }).toEqual({ events: 1, leftOut: 0 });
  expect(eventsOf(text)).toEqual([
    {
      uid: "first-day/a/US-CA/attorney-general@noticepress",
      summary: "Last day: Attorney General (US-CA) for a",
      description: [
        "First day (first-day), a: owed; 501 people.",
        "Last day allowed: 2026-02-25.",
        "Cal. Civ. Code § 1798.82(f) (read, checked 2026-11-22)",
        "",
        "501 is more than 500 (residents of California).",
        "2026-02-10 + 15 calendar days = 2026-02-25.",
        "",
        "This informs counsel and does not replace counsel.",
      ].join("\n"),
      start: "2026-02-25",
      allDay: true,
      stamp: "2026-02-01T10:20:30Z",
      sequence: Math.floor(Date.parse(about.instant) / 60_000),
      transparent: "TRANSPARENT",
      categories: ["US-CA", "a", "owed"],
      alarm: "-P7D",
      alarmKind: "DISPLAY",
    },
  ]);
});

describe("which duties are events", () => {
  test.each<[string, Partial<Duty>, { events: number; leftOut: number }]>([
    ["owed with a day", {}, { events: 1, leftOut: 0 }],
    ["in question with a day", { status: "question" }, { events: 1, leftOut: 0 }],
    ["owed without a day", { due: null, dueKind: "withoutUnreasonableDelay" }, { events: 0, leftOut: 1 }],
    ["not owed", { status: "notOwed" }, { events: 0, leftOut: 0 }],
    ["deemed met", { status: "deemed" }, { events: 0, leftOut: 0 }],
  ])("%s", (_, change, wanted) => {
    const { text, events, leftOut } = calendarFile([{ ...duty, ...change }], about);
    expect({ events, leftOut }).toEqual(wanted);
    expect(eventsOf(text)).toHaveLength(wanted.events);
  });

  test("one in question says so, and asks", () => {
    const questions = [{ text: "Is it licensed?", field: "licences", blocking: false }];
    const [event] = eventsOf(calendarFile([{ ...duty, status: "question", questions }], about).text);
    expect(event?.summary).toBe("Last day, if owed: Attorney General (US-CA) for a");
    expect(event?.description).toContain("Questions:\nIs it licensed? (answer in licences)");
  });

  test("days beside the last one are told", () => {
    const change = {
      target: day("2026-02-15"),
      practicalDay: day("2026-02-24"),
      notBefore: day("2026-02-05"),
    };
    const [event] = eventsOf(calendarFile([{ ...duty, ...change }], about).text);
    expect(event?.description).toContain(
      "Last day allowed: 2026-02-25. Day to aim at: 2026-02-15. Last day to mail: 2026-02-24. Not before: 2026-02-05.",
    );
  });
});

test("a later file has the same UIDs and higher numbers, so that events move instead of doubling", () => {
  const later = { ...about, instant: "2026-02-01T10:21:30.000Z" };
  const [first] = eventsOf(calendarFile([duty], about).text);
  const [second] = eventsOf(calendarFile([{ ...duty, due: day("2026-03-01") }], later).text);
  expect(second?.uid).toBe(first?.uid);
  expect(second?.start).toBe("2026-03-01");
  expect(second?.sequence).toBeGreaterThan(first?.sequence ?? Number.NaN);
});

test("the same duties at the same instant give the same bytes", () => {
  expect(calendarFile([duty], about).text).toBe(calendarFile([duty], about).text);
});

const prose = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 200 })
  .map((text) => text.replace(/\p{Cc}/gu, "").trim());

describe("RFC 5545", () => {
  test("lines end with CRLF and are at most 75 octets long; any text comes back as it was", () => {
    fc.assert(
      fc.property(prose, prose, (name, reason) => {
        const { text } = calendarFile([{ ...duty, name, why: [reason, "; , \\ : \\n"] }], about);
        expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
        for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        const [event] = eventsOf(text);
        expect(event?.summary).toBe(`Last day: ${name} (US-CA) for a`);
        expect(event?.description).toContain(`${reason}\n; , \\ : \\n`);
      }),
    );
  });

  test("the calendar names its version, its writer and its method", () => {
    const calendar = new ICAL.Component(ICAL.parse(calendarFile([duty], about).text));
    const value = (name: string) => calendar.getFirstPropertyValue(name);
    expect([value("version"), value("prodid"), value("method"), value("x-wr-calname")]).toEqual([
      "2.0",
      "-//Noticepress//duties//EN",
      "PUBLISH",
      "First day",
    ]);
  });

  test("no duties make a calendar without events", () => {
    const { text, events } = calendarFile([], about);
    expect(events).toBe(0);
    expect(eventsOf(text)).toEqual([]);
  });

  test("the last line ends like every other", () => {
    expect(calendarFile([duty], about).text).toMatch(/END:VCALENDAR\r\n$/);
  });
});
