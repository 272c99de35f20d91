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
  "letter/letterhead-svg-unusable": {
    severity: "stops",
    title: "The letterhead’s SVG has something that is not drawn",
    now: "It has {what}.",
    next: "Export it with text as paths, solid colours, and nothing clipped, linked or transparent; or as a PNG.",
  },
  "letter/letterhead-page-unusable": {
    severity: "stops",
    title: "The letterhead’s PDF cannot be used",
    now: "The file cannot be drawn: {what}.",
    next: "Export one flat page: text as outlines, no layers, no forms, no password; or use an SVG or PNG.",
  },
  "letter/letterhead-page-in-the-way": {
    severity: "stops",
    title: "The letterhead’s PDF page has ink where the letter needs white paper",
    now: "{count} of its shapes touch the place of {place}. A white background counts as ink.",
    next: "Take them out of the page, or crop it to the mark alone: it is then set beside the windows.",
  },
  "letter/letterhead-left-out": {
    severity: "warns",
    title: "A single letter has no picture in its letterhead",
    now: "The PDF page has CMYK or transparent parts, or it lies under the whole page and this is large print.",
    next: "Nothing for print. For letters by themselves, export the page in RGB without transparency.",
  },
  "letter/letterhead-too-wide": {
    severity: "stops",
    title: "A line of the letterhead is too wide",
    now: "Line {line} is {points} points wide; beside the windows there are {room}.",
    next: "Shorten the line under letterhead.lines in client.json, or make two of it.",
  },
  "letter/font-unusable": {
    severity: "stops",
    title: "A font file cannot be used",
    now: "The file cannot be set in letters: {what}.",
    next: "Give a single static font, TrueType (.ttf) or OpenType (.otf), as its maker delivers it for desktops.",
  },
  "letter/font-not-allowed": {
    severity: "stops",
    title: "A font’s maker does not allow it in letters",
    now: "Its embedding rights (OS/2, fsType): {rights}.",
    next: "Get a licence and a file that allow embedding and subsetting, or take the font out of client.json.",
  },
  "letter/font-lacks-basic-letters": {
    severity: "stops",
    title: "A font lacks letters that every letter needs",
    now: "It has no {characters}.",
    next: "Give a font for running text, or take it out of client.json.",
  },
  "letter/font-lacks-letters": {
    severity: "warns",
    title: "A font lacks letters that occur in names",
    now: "It lacks {count} of {of} accented Latin letters. Words with them are set in our own font.",
    next: "Look at such a name in the proof, or give a font that has Latin Extended-A and Vietnamese.",
  },
  "letter/font-lacks-text": {
    severity: "warns",
    title: "Words of the text are set in another font than the client’s",
    now: "The client’s fonts lack: {characters}.",
    next: "Give fonts that have them, or accept that the words with them are set in our own.",
  },
  "letter/font-style-missing": {
    severity: "stops",
    title: "A text needs a style that the client’s font is not given in",
    now: "It has {style} words; a regular font is never slanted or thickened to look like it.",
    next: "Give fonts.text.{style} in client.json.",
  },
  "letter/font-package-missing": {
    severity: "stops",
    title: "A font for other scripts is not installed",
    now: "fallbackFonts names {package}, which is not there.",
    next: "Run npm install {package} beside this program, or take the name out.",
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
