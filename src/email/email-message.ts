import type { Notice } from "../notice/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { EmailTexts } from "./email-texts.ts";
import { controlProblems, type Envelope, envelopeProblems } from "./envelope.ts";
import { boundaryOf, messageHeaders } from "./message-headers.ts";
import { quotedPrintable } from "./quoted-printable.ts";

const pieceIdForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*$/;

/**
 * The whole message of one notice to one person (RFC 5322): multipart/alternative, text before HTML,
 * both quoted-printable, no attachments, nothing to load. Boundary, Message-ID (piece id and sender's
 * domain) and Date (the envelope's day at 17:00 UTC) follow from the arguments: same input, same bytes.
 * The subject is the notice's title, which no person's data is in. The value is undefined if a problem
 * forbids sending. Throws a RangeError for a piece id that is not one.
 */
export async function emailMessage(
  notice: Notice,
  texts: EmailTexts,
  envelope: Envelope,
): Promise<Read<Buffer | undefined>> {
  const problems = messageProblems(notice, texts, envelope);
  if (problems.length > 0) return { value: undefined, problems };
  const boundary = boundaryOf(envelope.pieceId, notice.hash);
  const headers = await messageHeaders(notice, envelope, boundary);
  const between = partsAround(boundary);
  const message =
    headers +
    between.beforeText +
    quotedPrintable(texts.text) +
    between.beforeHtml +
    quotedPrintable(texts.html) +
    between.end;
  return { value: Buffer.from(message, "latin1"), problems: [] };
}

/** What forbids sending such a message in this envelope. Throws a RangeError for a piece id that is not one. */
export function messageProblems(notice: Notice, texts: EmailTexts, envelope: Envelope): readonly Problem[] {
  const { pieceId } = envelope;
  if (!pieceIdForm.test(pieceId))
    throw new RangeError("a piece id has letters, digits, dots, hyphens, underscores");
  return [...envelopeProblems(envelope), ...contentProblems(notice, texts, pieceId)];
}

/** What stands before, between and behind the two texts of a message (RFC 2046, section 5.1). */
export function partsAround(boundary: string): {
  readonly beforeText: string;
  readonly beforeHtml: string;
  readonly end: string;
} {
  const part = (type: string) =>
    `\r\n--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  return {
    beforeText: part("text/plain"),
    beforeHtml: part("text/html"),
    end: `\r\n--${boundary}--\r\n`,
  };
}

function contentProblems(notice: Notice, texts: EmailTexts, pieceId: string): readonly Problem[] {
  const where = { piece: pieceId, variant: notice.variant };
  const parts = [
    ["text", texts.text],
    ["html", texts.html],
  ] as const;
  return [
    ...(notice.title.trim() === "" ? [problem("email/subject-empty", where)] : []),
    ...controlProblems("Subject", notice.title, pieceId),
    ...parts
      .filter(([, text]) => text.trim() === "")
      .map(([part]) => problem("email/part-empty", where, { part })),
  ];
}
