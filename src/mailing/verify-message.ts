import PostalMime, { type Address } from "postal-mime";
import type { Day } from "../calendar/index.ts";
import { emailTexts } from "../email/index.ts";
import { noticeHtml, noticeText } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import { writtenLetters } from "../readback/index.ts";
import { fieldsOfPiece, type PieceBinding } from "./make-piece.ts";
import type { VariantWords } from "./texts.ts";

function addresses(header: Address | readonly Address[] | undefined): readonly string[] {
  const all = header === undefined ? [] : [header].flat();
  return all.flatMap((each) => (each.group ?? [each]).map(({ address }) => address ?? ""));
}

/**
 * Parses a finished message with a mail library and compares it with the ledger and the approved text: one
 * recipient, who it is, sender, day, subject, both parts, nothing attached. Says what differs, not the data.
 */
export async function messageFaults(
  message: Buffer,
  text: VariantWords,
  individual: Individual,
  binding: PieceBinding,
  day: Day,
): Promise<readonly string[]> {
  const { client, notice } = text;
  const fields = fieldsOfPiece(text, individual, binding);
  const expected = emailTexts(
    notice,
    { text: noticeText(notice, fields), html: noticeHtml(notice, fields) },
    client,
  );
  const mail = await PostalMime.parse(message);
  const to = addresses(mail.to);
  const from = addresses(mail.from);
  const others = [...addresses(mail.cc), ...addresses(mail.bcc)];
  const faults: string[] = [];
  const check = (holds: boolean, what: string) => {
    if (!holds) faults.push(what);
  };
  check(to.length === 1 && others.length === 0, "it does not have exactly one recipient");
  check(to[0] === individual.email?.address, "its recipient is not this person");
  check(from.length === 1 && from[0] === client.emailSender?.address, "its sender is not the client's");
  check(mail.subject === notice.title, "its subject is not the approved title");
  check(mail.date?.slice(0, 10) === day, "it is not dated on the mailing day");
  check(mail.messageId?.startsWith(`<${binding.pieceId}@`) === true, "its Message-ID is not the piece's");
  check(
    writtenLetters(mail.text ?? "") === writtenLetters(expected.text),
    "its text is not the approved text with this person's data",
  );
  check(
    writtenLetters(mail.html ?? "") === writtenLetters(expected.html),
    "its HTML is not the approved text with this person's data",
  );
  check(mail.attachments.length === 0, "it has an attachment");
  return faults;
}
