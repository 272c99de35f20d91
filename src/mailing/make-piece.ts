import type { Day } from "../calendar/index.ts";
import {
  type Envelope,
  emailMessage,
  emailTexts,
  envelopeProblems,
  type MessagePress,
  openMessagePress,
} from "../email/index.ts";
import type { Letter } from "../letter/index.ts";
import { type Fields, fieldsFor, noticeHtml, noticeText } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem, Read } from "../problem/index.ts";
import { envelopeLines } from "./envelope-lines.ts";
import type { VariantWords } from "./texts.ts";

/** What the ledger binds to a piece beside the person. */
export type PieceBinding = {
  readonly pieceId: string;
  readonly code: string | null;
  readonly codeExpires: Day | null;
  /** Digits of the Intelligent Mail barcode, as `Letter` has them. */
  readonly intelligentMail?: string | undefined;
};

/** The values that this person's slots get, by the variant's text. */
export function fieldsOfPiece(text: VariantWords, individual: Individual, binding: PieceBinding): Fields {
  const { pieceId, code, codeExpires } = binding;
  const offer = text.client.offers.find(({ id }) => id === text.facets.offer);
  // A code that dies before the offer's last day must not promise that day.
  const earlier = codeExpires !== null && offer !== undefined && codeExpires < offer.enrolBy;
  return fieldsFor(individual, text.facets, text.client, text.languageWords, {
    pieceId,
    ...(code === null ? {} : { code }),
    ...(earlier ? { enrolBy: codeExpires } : {}),
  });
}

/** One person's letter, ready for the press. */
export function letterOf(text: VariantWords, individual: Individual, binding: PieceBinding): Letter {
  const { pieceId, intelligentMail } = binding;
  return {
    pieceId,
    addressLines: envelopeLines(individual),
    fields: fieldsOfPiece(text, individual, binding),
    ...(intelligentMail === undefined ? {} : { intelligentMail }),
  };
}

function envelopeOf({ client }: VariantWords, { email }: Individual, pieceId: string, day: Day): Envelope {
  if (client.emailSender === undefined || email === undefined)
    throw new Error("an e-mail was planned for somebody who cannot be e-mailed");
  return {
    from: client.emailSender,
    to: { address: email.address },
    pieceId,
    day,
    ...(client.contact?.email === undefined ? {} : { replyTo: { address: client.contact.email } }),
  };
}

/** What forbids writing to this person by e-mail: an address that mail cannot carry safely. */
export function messageObstacles(text: VariantWords, individual: Individual, day: Day): readonly Problem[] {
  return envelopeProblems(envelopeOf(text, individual, "0", day));
}

const draftLine = "DRAFT – not for sending";

/**
 * The draft of an e-mail, for reading: marked in subject and text, and addressed to nobody, so that it
 * cannot be sent to the person by mistake.
 */
export async function draftMessageOf(
  text: VariantWords,
  individual: Individual,
  binding: PieceBinding,
  day: Day,
): Promise<Read<Buffer | undefined>> {
  const { client, notice } = text;
  const fields = fieldsOfPiece(text, individual, binding);
  const inner = {
    text: `${draftLine}\n\n${noticeText(notice, fields)}`,
    html: `<p><strong>${draftLine}</strong></p>\n${noticeHtml(notice, fields)}`,
  };
  const envelope = envelopeOf(text, individual, binding.pieceId, day);
  return emailMessage({ ...notice, title: `[DRAFT] ${notice.title}` }, emailTexts(notice, inner, client), {
    ...envelope,
    to: { address: "draft@nobody.invalid" },
  });
}

/** Makes the e-mails of one text and one day; `text` must be e-mailed. `day` is the day on the notice. */
export function messagePressOf({ client, notice }: VariantWords, day: Day): Promise<MessagePress> {
  if (client.emailSender === undefined) throw new Error("an e-mail was planned for a client that sends none");
  const envelope = {
    from: client.emailSender,
    day,
    ...(client.contact?.email === undefined ? {} : { replyTo: { address: client.contact.email } }),
  };
  return openMessagePress({ notice, client, envelope });
}

/** One person's e-mail, whole. */
export async function messageOf(
  press: MessagePress,
  text: VariantWords,
  individual: Individual,
  binding: PieceBinding,
): Promise<Read<Buffer | undefined>> {
  if (individual.email === undefined) throw new Error("an e-mail was planned for somebody who has none");
  const fields = fieldsOfPiece(text, individual, binding);
  return press.message(fields, { address: individual.email.address }, binding.pieceId);
}
