import type { JobTicket } from "./job-ticket.ts";
import type { TicketGiven } from "./ticket-given.ts";

const notGiven = "not given";

const classes: Readonly<Record<NonNullable<TicketGiven["mailClass"]>, string>> = {
  firstClassPresort: "presorted",
  firstClassFullRate: "at full rate",
};

const endorsements: Readonly<Record<NonNullable<TicketGiven["endorsement"]>, string>> = {
  addressServiceRequested: "Address Service Requested",
  returnServiceRequested: "Return Service Requested",
  forwardingServiceRequested: "Forwarding Service Requested",
  none: "none",
};

type Contact = {
  readonly name: string;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
};

const reached = ({ name, phone, email }: Contact) =>
  [name, phone, email].filter((part) => part !== undefined).join(", ");

/** The days, each marked that lies after the last one that the law allows. */
function drops({ given, lastDay }: JobTicket): string {
  if (given.dropDays === null) return notGiven;
  return given.dropDays
    .map((day) =>
      lastDay !== null && day > lastDay.day
        ? `${day} (AFTER the last day the law allows, ${lastDay.day})`
        : day,
    )
    .join(", ");
}

const inches = (value: number) => `${value} in`;

/** What the job ticket says of the job as a whole, in the order of its page; what nobody said is “not given”. */
export function ticketFacts(ticket: JobTicket): readonly (readonly [string, string])[] {
  const { envelope, paper, lastDay, sheetMark, given, intelligentMail } = ticket;
  const said = (value: string | null) => value ?? notGiven;
  const window = ({ left, bottom, width, height }: JobTicket["envelope"]["addressWindow"]) =>
    `${inches(width)} wide, ${inches(height)} high; ${inches(left)} from the left edge, ${inches(bottom)} from the bottom`;
  return [
    ["Job", ticket.job],
    ["The mail house’s number", said(given.reference)],
    ["On behalf of", ticket.client.name],
    ["Sender", ticket.notifier],
    ["Mail on", ticket.mailOn ?? "not set"],
    [
      "Last day the law allows",
      lastDay === null
        ? "no day is fixed: without unreasonable delay"
        : `${lastDay.day} (${lastDay.law}; ${lastDay.citations.join("; ")})`,
    ],
    ["Letters go to the Postal Service on", drops(ticket)],
    [
      "Class",
      `First-Class Mail, which 45 CFR 164.404(d)(1) asks for; ${given.mailClass === null ? "presorted or at full rate: not given" : classes[given.mailClass]}`,
    ],
    ["Postage paid by", said(given.permit)],
    ["Endorsement", given.endorsement === null ? notGiven : endorsements[given.endorsement]],
    [
      "Intelligent Mail barcode",
      intelligentMail === null
        ? "none; the mail house may print its own on the envelope"
        : `${intelligentMail.pieces.toLocaleString("en-US")} of ${ticket.totals.pieces.toLocaleString("en-US")} pieces, below the address: mailer id ${intelligentMail.mailerId}, service type ${intelligentMail.serviceType}; the digits are in the index. The other addresses leave no room or are abroad`,
    ],
    ["Return address", ticket.returnAddress.join(", ")],
    ["Stock", said(given.stock)],
    ["Ink", said(given.ink)],
    ["Paper", `US Letter, ${inches(paper.inches[0])} × ${inches(paper.inches[1])}`],
    [
      "Sides",
      paper.duplex
        ? "both, turned on the long edge; every piece begins on a front, a blank back is in the file"
        : "one",
    ],
    ["Scaling", "none: 100 %"],
    ["Envelope", `${envelope.name}, ${inches(envelope.width)} × ${inches(envelope.height)}`],
    ["Return window", window(envelope.returnWindow)],
    ["Address window", window(envelope.addressWindow)],
    ["Fold", `in ${envelope.sheet.panels}, address outwards; ${envelope.sheets} sheets at most`],
    ["Piece id", "at the left of the foot of every page, and in the index"],
    [
      "Sheet mark",
      sheetMark === null
        ? "none"
        : `${sheetMark.symbology} on every front: “${sheetMark.holds}”; modules of ${inches(sheetMark.modulePoints / 72)}, lower left corner ${inches(Math.round((sheetMark.left / 72) * 1000) / 1000)} from the left and ${inches(Math.round((sheetMark.bottom / 72) * 1000) / 1000)} from the bottom edge`,
    ],
    ["Samples approved by", given.proofApprover === null ? notGiven : reached(given.proofApprover)],
    ["Stop, and questions", given.stopContact === null ? notGiven : reached(given.stopContact)],
    ["Spoiled pieces", said(given.spoilage)],
    ["Returned letters", said(given.returns)],
    ["Files and leftover paper destroyed by", said(given.destroyBy)],
  ];
}
