import { hash } from "node:crypto";
import MailComposer from "nodemailer/lib/mail-composer";
import type { Notice } from "../notice/index.ts";
import { domainOf, type Envelope, type Mailbox } from "./envelope.ts";

// Noon in New York in winter: the day is the same in every state and territory but Guam.
const hourOfDay = "17:00:00Z";

/** What divides the parts of a message: it follows from the piece and the notice, and no text holds it. */
export function boundaryOf(pieceId: string, noticeHash: string): string {
  return `--_NmP-${hash("sha256", `${pieceId} ${noticeHash}`, "hex").slice(0, 24)}-Part_1`;
}

/**
 * The header lines of a message with their ends, the last one too; nodemailer writes them, because names and
 * titles may hold anything that RFC 2047 must encode. `boundary` as `boundaryOf` gives it.
 */
export async function messageHeaders(notice: Notice, envelope: Envelope, boundary: string): Promise<string> {
  const { pieceId } = envelope;
  const composer = new MailComposer({
    from: headerMailbox(envelope.from),
    to: headerMailbox(envelope.to),
    ...(envelope.replyTo !== undefined && { replyTo: headerMailbox(envelope.replyTo) }),
    subject: notice.title,
    text: "-",
    html: "-",
    date: new Date(`${envelope.day}T${hourOfDay}`),
    messageId: messageId(pieceId, envelope.from),
    // RFC 3834, section 5: out-of-office answers stay away. RFC 3282: the language of the notice.
    headers: { "Auto-Submitted": "auto-generated", "Content-Language": notice.language },
    textEncoding: "Q",
    baseBoundary: boundary.slice("--_NmP-".length, -"-Part_1".length),
    newline: "windows",
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const message = (await composer.compile().build()).toString("latin1");
  return message.slice(0, message.indexOf("\r\n\r\n") + 2);
}

/** Piece id and sender's domain. */
export function messageId(pieceId: string, from: Mailbox): string {
  return `<${pieceId}@${domainOf(from.address)}>`;
}

function headerMailbox({ name, address }: Mailbox): { name: string; address: string } {
  return { name: name ?? "", address };
}
