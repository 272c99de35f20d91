import type { Day } from "../calendar/index.ts";
import { type Envelope, emailMessage, emailTexts, envelopeProblems } from "../email/index.ts";
import type { Letter } from "../letter/index.ts";
import { type Fields, fieldsFor, noticeHtml, noticeText } from "../notice/index.ts";
import type { Individual } from "../people/index.ts";
import type { Problem, Read } from "../problem/index.ts";
import { envelopeLines } from "./envelope-lines.ts";
import type { VariantText, VariantWords } from "./texts.ts";

/** What the ledger binds to a piece beside the person. */
export type PieceBinding = {
  readonly pieceId: string;
  readonly code: string | null;
  readonly codeExpires: Day | null;
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
export function letterOf(text: VariantText, individual: Individual, binding: PieceBinding): Letter {
  return {
    pieceId: binding.pieceId,
    addressLines: envelopeLines(individual),
    fields: fieldsOfPiece(text, individual, binding),
  };
}

function envelopeOf({ client }: VariantText, { email }: Individual, pieceId: string, day: Day): Envelope {
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
export function messageObstacles(text: VariantText, individual: Individual, day: Day): readonly Problem[] {
  return envelopeProblems(envelopeOf(text, individual, "0", day));
}

const draftLine = "DRAFT – not for sending";

/**
 * The draft of an e-mail, for reading: marked in subject and text, and addressed to nobody, so that it
 * cannot be sent to the person by mistake.
 */
export async function draftMessageOf(
  text: VariantText,
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

/** One person's e-mail, whole. `day` is the day on the notice. */
export async function messageOf(
  text: VariantText,
  individual: Individual,
  binding: PieceBinding,
  day: Day,
): Promise<Read<Buffer | undefined>> {
  const { client, notice } = text;
  const fields = fieldsOfPiece(text, individual, binding);
  const inner = { text: noticeText(notice, fields), html: noticeHtml(notice, fields) };
  return emailMessage(
    notice,
    emailTexts(notice, inner, client),
    envelopeOf(text, individual, binding.pieceId, day),
  );
}
