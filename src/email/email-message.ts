import { createHash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Notice } from "../notice/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";
import type { EmailTexts } from "./email-texts.ts";
import { controlProblems, domainOf, type Envelope, envelopeProblems, type Mailbox } from "./envelope.ts";

const pieceIdForm = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?=[A-Za-z0-9_-]))*$/;

// Noon in New York in winter: the day is the same in every state and territory but Guam.
const hourOfDay = "17:00:00Z";

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
  const { pieceId } = envelope;
  if (!pieceIdForm.test(pieceId))
    throw new RangeError("a piece id has letters, digits, dots, hyphens, underscores");
  const problems = [...envelopeProblems(envelope), ...contentProblems(notice, texts, pieceId)];
  if (problems.length > 0) return { value: undefined, problems };
  const composer = new MailComposer({
    from: headerMailbox(envelope.from),
    to: headerMailbox(envelope.to),
    ...(envelope.replyTo !== undefined && { replyTo: headerMailbox(envelope.replyTo) }),
    subject: notice.title,
    text: texts.text,
    html: texts.html,
    date: new Date(`${envelope.day}T${hourOfDay}`),
    messageId: `<${pieceId}@${domainOf(envelope.from.address)}>`,
    // RFC 3834, section 5: out-of-office answers stay away. RFC 3282: the language of the notice.
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": notice.language },
    encoding: "quoted-printable",
    textEncoding: "Q",
    baseBoundary: createHash("sha256").update(`${pieceId} ${notice.hash}`).digest("hex").slice(0, 24),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { value: await composer.compile().build(), problems: [] };
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

function headerMailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name ?? "", address };
}
