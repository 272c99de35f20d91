import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";

/** One mailbox: never a list, a group or a header line. */
export type Mailbox = { readonly name?: string; readonly address: string };

/** From whom, to whom, and the piece and day that make the message what it is. */
export type Envelope = {
  readonly from: Mailbox;
  /** One mailbox by type and by check: two people never share a message. */
  readonly to: Mailbox;
  readonly replyTo?: Mailbox;
  /** Letters, digits, dots, hyphens and underscores; it names no person. */
  readonly pieceId: string;
  /** The day on the notice; the message bears it as its date. */
  readonly day: Day;
};

// RFC 5321, section 4.5.3.1: 64 octets before the @; section 4.1.2: atoms joined by dots, no quoted forms.
const onePlainAddress =
  /^(?=[^@]{1,64}@)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/;

// RFC 3696, erratum 1690: an address on the wire has at most 254 octets.
const longestAddress = 254;

// Control characters end a header line; the others are line and paragraph separators and bidi controls.
const headerControls = /[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * What forbids sending in this envelope: an address that is not exactly one (a comma, a line break, a
 * second @), or a header text with control characters. Facts count, they never quote.
 */
export function envelopeProblems(envelope: Envelope): readonly Problem[] {
  const where = { piece: envelope.pieceId };
  const problems: Problem[] = [];
  const mailboxes = [
    ["From", envelope.from],
    ["To", envelope.to],
    ["Reply-To", envelope.replyTo],
  ] as const;
  for (const [header, mailbox] of mailboxes) {
    if (mailbox === undefined) continue;
    const { address, name } = mailbox;
    const foreign = [...address].filter((character) => character > "\u007f").length;
    if (foreign > 0) problems.push(problem("email/address-not-ascii", where, { header, count: foreign }));
    else if (address.length > longestAddress || !onePlainAddress.test(address)) {
      const atSigns = address.split("@").length - 1;
      problems.push(problem("email/address-not-one", where, { header, length: address.length, atSigns }));
    }
    problems.push(...controlProblems(header, name ?? "", envelope.pieceId));
  }
  return problems;
}

/** A problem if the text, meant for the header, holds characters that could end or disguise it. */
export function controlProblems(header: string, text: string, pieceId: string): readonly Problem[] {
  const count = text.match(headerControls)?.length ?? 0;
  return count === 0
    ? []
    : [problem("email/header-control-character", { piece: pieceId }, { header, count })];
}

/** What stands after the @, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1).toLowerCase();
}
