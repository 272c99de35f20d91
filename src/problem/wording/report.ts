import type { Wording } from "../wording.ts";

/** What can be wrong in report/, by code. */
export const reportWording = {
  "report/no-day": {
    severity: "stops",
    title: "A notice has no day",
    now: "Neither {field} nor individualNotice is given under dates for client {client}.",
    next: "Give the day in incident.json or client.json: the notice bears it, and its period counts from it.",
  },
  "report/update-untranslated": {
    severity: "stops",
    title: "An update is not told in every language",
    now: "The update of {on} has no text in {language}, a language of client {client}.",
    next: "Add it under updates in incident.json.",
  },
  "report/after-last-day": {
    severity: "warns",
    title: "A notice would come after its last day",
    now: "The {notice} notice of client {client} is dated {on}; {citation} wants it by {due}.",
    next: "Move {field} to the last day or earlier, or ask counsel.",
  },
  "report/desk-missing": {
    severity: "warns",
    title: "The letter to clients names nobody to ask",
    now: "incident.json has no notifier.desk, so the letter says to ask the usual contact.",
    next: "Give name, phone and postal lines under notifier.desk in incident.json.",
  },
  "report/press-missing": {
    severity: "warns",
    title: "A press release names nobody for journalists",
    now: "client.json of {client} has no press contact; journalists would call the number for individuals.",
    next: "Give name and phone under press in client.json.",
  },
  "report/count-left-out": {
    severity: "warns",
    title: "One law asks for a number of residents that another forbids",
    now: "{wants} asks for it and {forbids} forbids it; the {language} website notice of {client} speaks to both and leaves it out.",
    next: "Ask counsel whether a page of its own is needed for the State that asks for the number.",
  },
  "report/no-list": {
    severity: "warns",
    title: "There is no list of individuals for a client",
    now: "Client {client} has no people files, so no letter to it was written.",
    next: "Add its people files; 45 CFR 164.410(c)(1) asks for each individual, as far as possible.",
  },
  "report/nothing-to-approve": {
    severity: "stops",
    title: "There are no drafts to approve",
    now: "{file} is missing or lists no draft.",
    next: "Write the notices with noticepress report, read them, and approve them then.",
  },
} as const satisfies Record<`report/${string}`, Wording>;
