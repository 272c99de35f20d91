import { day } from "../../src/calendar/index.ts";
import type { EmailClient, EmailTexts, Envelope } from "../../src/email/index.ts";
import type { Offer } from "../../src/incident/index.ts";
import type { Notice } from "../../src/notice/index.ts";

const plain = { bold: false, italic: false, link: null, elements: [] } as const;

/** A short notice as the notice folder composes it; the texts below are its two forms. */
export const notice: Notice = {
  variant: "quillhaven/US-MA/adult/en/email",
  facets: {
    client: "quillhaven",
    notifier: "vendor",
    purpose: "first",
    jurisdiction: "US-MA",
    stateLaw: "applies",
    phi: true,
    recipient: "adult",
    language: "en",
    offer: null,
    channel: "email",
    exposure: "health",
  },
  language: "en",
  title: "Notice of Data Breach",
  date: "November 24, 2026",
  pageOf: "Page {page} of {pages}",
  blocks: [{ kind: "paragraph", inlines: [{ kind: "text", text: "We write to you.", style: plain }] }],
  fields: [],
  hash: "5d41402abc4b2a76b9719d911017c592ae2c5b0f4d7e4b1a9f1c6f0e2b3a4c5d",
};

export const inner: EmailTexts = {
  text: "Notice of Data Breach\n\nDear Zoë Nguyễn,\n\nWe write to you. See https://www.quillhaven.example/notice.\n",
  html: '<h1>Notice of Data Breach</h1>\n<p>Dear Zoë Nguyễn,</p>\n<p>We write to you. See <a href="https://www.quillhaven.example/notice">www.quillhaven.example/notice</a>.</p>\n',
};

export const client: EmailClient & { readonly offers: Offer[] } = {
  name: "Quillhaven Memorial Hospital",
  letterhead: { colour: "#5b2a3c", lines: [] },
  contact: {
    tollFree: "1-833-555-0100",
    hours: { en: "Monday through Friday, 8 a.m. to 8 p.m. Eastern Time" },
    tty: "711",
    email: "privacy@quillhaven.example",
    website: "https://www.quillhaven.example/notice",
    postal: ["Quillhaven Memorial Hospital", "75 Lantern Hill Road", "New Bedford, MA 02740"],
  },
  offers: [
    {
      id: "credit-24",
      for: "adult",
      product: "Ledgerlight Credit Watch",
      watches: "credit",
      months: 24,
      enrolUrl: "https://enroll.ledgerlight.example/quillhaven",
      enrolPhone: "1-800-555-0143",
      enrolBy: day("2027-03-31"),
      pool: "codes/credit-24.csv",
    },
  ],
};

export const envelope: Envelope = {
  from: { name: "Quillhaven Memorial Hospital", address: "notice@quillhaven.example" },
  to: { name: "Zoë Nguyễn", address: "zoe.nguyen77@example.org" },
  replyTo: { address: "privacy@quillhaven.example" },
  pieceId: "LK26-000017-4",
  day: day("2026-11-24"),
};
