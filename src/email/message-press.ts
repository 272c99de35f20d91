import {
  escapeHtml,
  type FieldName,
  type Fields,
  fieldNames,
  type Notice,
  noticeHtml,
  noticeText,
} from "../notice/index.ts";
import type { Read } from "../problem/index.ts";
import { emailMessage, messageProblems, partsAround } from "./email-message.ts";
import { type EmailClient, type EmailTexts, emailTexts } from "./email-texts.ts";
import { domainOf, type Envelope } from "./envelope.ts";
import { boundaryOf, messageHeaders, messageId } from "./message-headers.ts";
import { quotedPrintableLine } from "./quoted-printable.ts";

/** What all messages that are made with one press have in common. */
export type PressedNotice = {
  readonly notice: Notice;
  readonly client: EmailClient;
  /** From whom, with answers to whom, on which day. */
  readonly envelope: Omit<Envelope, "to" | "pieceId">;
};

/** Makes the messages of one notice to many people. */
export type MessagePress = {
  /** As `emailMessage` with the notice's two texts for these values gives it, byte for byte. */
  message(fields: Fields, to: Envelope["to"], pieceId: string): Promise<Read<Buffer | undefined>>;
};

/** A stretch that every message has, encoded; or a line that a person's values are put into. */
type Part =
  | { readonly kind: "shared"; readonly bytes: Buffer }
  | { readonly kind: "line"; readonly texts: readonly string[]; readonly fields: readonly FieldName[] };

// A private-use character, which no template and no narrative may hold, stands for each field.
const firstMark = 0xe000;
const marks: Fields = Object.fromEntries(
  fieldNames.map((name, index) => [name, String.fromCharCode(firstMark + index)]),
);
const mark = new RegExp(
  `[\\u${firstMark.toString(16)}-\\u${(firstMark + fieldNames.length - 1).toString(16)}]`,
);

/** A text that holds marks as the stretches between them; lines end in CRLF. */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [];
  let shared = "";
  for (const [index, line] of text.split("\n").entries()) {
    if (index > 0) shared += "\r\n";
    const texts = line.split(mark);
    if (texts.length === 1) {
      shared += quotedPrintableLine(line);
      continue;
    }
    const fields: FieldName[] = [];
    for (const character of line) {
      const field = fieldNames[character.charCodeAt(0) - firstMark];
      if (field !== undefined) fields.push(field);
    }
    parts.push(encoded(shared), { kind: "line", texts, fields });
    shared = "";
  }
  return [...parts, encoded(shared)];
}

function encoded(shared: string): Part {
  return { kind: "shared", bytes: Buffer.from(shared, "latin1") };
}

/** Adds the parts to the pieces of a message, with a person's values. */
function fill(parts: readonly Part[], said: (field: FieldName) => string, into: Buffer[]): void {
  for (const part of parts) {
    if (part.kind === "shared") {
      into.push(part.bytes);
      continue;
    }
    let line = part.texts[0] ?? "";
    for (const [index, field] of part.fields.entries()) line += said(field) + (part.texts[index + 1] ?? "");
    into.push(Buffer.from(quotedPrintableLine(line), "latin1"));
  }
}

// What a value may not be if it is put where its mark stood: an empty one may empty its block, a line end or
// a space at an edge may be changed on the way into the text.
const unusual = /^$|^\s|\s$|[\r\n\ue000-\uf8ff]/;

const anyone = { address: "anyone@example.org" };
const anyPiece = "0";

/** Makes ready what the messages of a notice share: its texts are encoded once. */
export async function openMessagePress({ notice, client, envelope }: PressedNotice): Promise<MessagePress> {
  const textsFor = (fields: Fields): EmailTexts =>
    emailTexts(notice, { text: noticeText(notice, fields), html: noticeHtml(notice, fields) }, client);
  const marked = textsFor(marks);
  const usable = !/\r/.test(marked.text + marked.html);
  const text = partsOf(marked.text);
  const html = partsOf(marked.html);
  const sample = { ...envelope, to: anyone, pieceId: anyPiece };
  const headers =
    messageProblems(notice, marked, sample).length > 0 ? undefined : await sharedHeaders(notice, sample);

  return {
    async message(fields, to, pieceId) {
      const whole = { ...envelope, to, pieceId };
      const values = Object.values(fields);
      const own = headers?.(to, pieceId);
      if (!usable || own === undefined || values.some((value) => unusual.test(value)))
        return emailMessage(notice, textsFor(fields), whole);
      const problems = messageProblems(notice, marked, whole);
      if (problems.length > 0) return { value: undefined, problems };
      const said = (field: FieldName) => fields[field] ?? `[${field}]`;
      const between = partsAround(own.boundary);
      const pieces = [Buffer.from(own.headers + between.beforeText, "latin1")];
      fill(text, said, pieces);
      pieces.push(Buffer.from(between.beforeHtml, "latin1"));
      fill(html, (field) => escapeHtml(said(field)), pieces);
      pieces.push(Buffer.from(between.end, "latin1"));
      return { value: Buffer.concat(pieces), problems: [] };
    },
  };
}

type OwnHeaders = { readonly headers: string; readonly boundary: string };

// RFC 5322, section 2.1.1: nodemailer folds lines from here on.
const shortestFolded = 76;

/**
 * The headers of any message like the sample, without asking nodemailer again: only recipient, Message-ID and
 * boundary differ. Undefined for a recipient or a piece whose line would be written in another way.
 */
async function sharedHeaders(
  notice: Notice,
  sample: Envelope,
): Promise<(to: Envelope["to"], pieceId: string) => OwnHeaders | undefined> {
  const boundaryOfSample = boundaryOf(sample.pieceId, notice.hash);
  const written = await messageHeaders(notice, sample, boundaryOfSample);
  const differing = [
    `\r\nTo: ${sample.to.address}\r\n`,
    `\r\nMessage-ID: ${messageId(sample.pieceId, sample.from)}\r\n`,
    `"${boundaryOfSample}"`,
  ];
  const stretches: string[] = [];
  let rest = written;
  for (const each of differing) {
    const at = rest.indexOf(each);
    if (at < 0) return () => undefined;
    stretches.push(rest.slice(0, at));
    rest = rest.slice(at + each.length);
  }
  const [first = "", second = "", third = ""] = stretches;
  return (to, pieceId) => {
    const toLine = `To: ${to.address}`;
    const idLine = `Message-ID: ${messageId(pieceId, sample.from)}`;
    const domain = domainOf(to.address);
    if ((to.name ?? "") !== "" || !to.address.endsWith(`@${domain}`)) return undefined;
    if (toLine.length >= shortestFolded || idLine.length >= shortestFolded) return undefined;
    const boundary = boundaryOf(pieceId, notice.hash);
    return {
      headers: `${first}\r\n${toLine}\r\n${second}\r\n${idLine}\r\n${third}"${boundary}"${rest}`,
      boundary,
    };
  };
}
