import type { Wording } from "../wording.ts";

/** What can be wrong in letter/, by code. */
export const letterWording = {
  "letter/shows-in-window": {
    severity: "stops",
    title: "Something other than the addresses could show through the envelope’s window",
    now: "Text, letterhead or a mark lies {points} points inside the area of page 1 that a window can show.",
    next: "Shorten the letterhead or its lines; if it is the text, report it: the layout should have kept clear.",
  },
  "letter/return-address-does-not-fit": {
    severity: "stops",
    title: "The return address does not fit the upper window",
    now: "It needs {points} points and has {room} ({kind}).",
    next: "Shorten returnAddress in client.json, or use fewer lines.",
  },
  "letter/letterhead-unreadable": {
    severity: "stops",
    title: "The letterhead’s image cannot be read",
    now: "The file is neither a JPEG nor a PNG of at most 8 bits a channel without interlacing.",
    next: "Save it again as a plain PNG or JPEG and name it under letterhead.image in client.json.",
  },
  "letter/letterhead-too-wide": {
    severity: "stops",
    title: "A line of the letterhead is too wide",
    now: "Line {line} is {points} points wide; beside the windows there are {room}.",
    next: "Shorten the line under letterhead.lines in client.json, or make two of it.",
  },
  "letter/text-cannot-be-printed": {
    severity: "stops",
    title: "The letter’s text has characters that our fonts cannot print",
    now: "Missing: {characters}.",
    next: "Replace them in the template or in the client’s or incident’s file.",
  },
  "letter/field-missing": {
    severity: "holds",
    title: "A letter lacks a value that its text needs",
    now: "The field {field} is empty.",
    next: "Complete the person’s row, or the offer’s pool if it is the code.",
  },
  "letter/name-cannot-be-printed": {
    severity: "holds",
    title: "A name, address or other value has characters that our fonts cannot print",
    now: "In {field}: {characters}.",
    next: "Give the value in Latin letters in the person’s row.",
  },
  "letter/address-missing": {
    severity: "holds",
    title: "A letter has no address",
    now: "It has {lines} address lines; 2 to 5 are wanted.",
    next: "Complete the address in the person’s row.",
  },
  "letter/address-too-wide": {
    severity: "holds",
    title: "An address line is too wide for the envelope’s window",
    now: "The widest line needs {points} points at the smallest size; {room} always show.",
    next: "Abbreviate the line as USPS Publication 28 shows, or divide it.",
  },
  "letter/address-too-tall": {
    severity: "holds",
    title: "An address has too many lines for the envelope’s window",
    now: "Its {lines} lines need {points} points at the smallest size; {room} always show.",
    next: "Join lines of the address: five are the most.",
  },
  "letter/too-many-sheets": {
    severity: "holds",
    title: "A letter is too thick for the envelope",
    now: "It has {sheets} sheets; the envelope takes {room}.",
    next: "Print on both sides, shorten the text, or ask the mail house for flats.",
  },
  "letter/standard-not-met": {
    severity: "warns",
    title: "A single letter does not meet a standard that it should",
    now: "{standard}, clause {clause}: {what}. The file does not say that it meets the standard.",
    next: "If it is about a picture, save the letterhead as an RGB PNG or JPEG; else report it.",
  },
} as const satisfies Record<`letter/${string}`, Wording>;
