import { mailerIdFor } from "../incident/index.ts";
import type { Ledger } from "../ledger/index.ts";
import type { Stationery } from "../letter/index.ts";
import type { Individual } from "../people/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import type { MailingInputs } from "./inputs.ts";

/** The digits of a person's Intelligent Mail barcode, for the piece with this sequence; undefined if there is none. */
export type DigitsOf = (individual: Individual, sequence: number) => string | undefined;

// With the mailer id of six or nine digits fifteen in all (USPS-B-3200, 2.1.3).
const serialDigits = (mailerId: string) => 15 - mailerId.length;

/**
 * The number before this mailing's first serial number. The Postal Service wants a serial number not used again for
 * 45 days: one of this incident never is, because each mailing counts on from the pieces of those planned before it.
 */
function serialsBefore({ folder }: MailingInputs, ledger: Ledger, mailing: string): number {
  let before = folder.incident.mailHouse.intelligentMail?.serialFrom ?? 0;
  for (const { id, pieces } of ledger.mailings.all()) {
    if (id === mailing) break;
    before += pieces;
  }
  return before;
}

/** ZIP or ZIP+4 as routing code; none for an address that has no such number. */
function routingOf({ address }: Individual): string {
  return /^\d{5}(-\d{4})?$/.test(address.zip) ? address.zip.replace("-", "") : "";
}

/** What tells the digits of every piece of a mailing that is planned. */
export function intelligentMailDigits(inputs: MailingInputs, ledger: Ledger, mailing: string): DigitsOf {
  const given = inputs.folder.incident.mailHouse.intelligentMail;
  if (given === undefined) return () => undefined;
  const before = serialsBefore(inputs, ledger, mailing);
  return (individual, sequence) => {
    const mailerId = mailerIdFor(given, individual.client);
    if (mailerId === undefined || individual.address.kind === "foreign") return undefined;
    const serial = String(before + sequence).padStart(serialDigits(mailerId), "0");
    if (serial.length > serialDigits(mailerId))
      throw new Error("a mailing was planned beyond its serial numbers");
    return `${given.barcodeId}${given.serviceType}${mailerId}${serial}${routingOf(individual)}`;
  };
}

/** What a draft has instead of digits: room for the barcode, without one. */
export function draftDigits({ intelligentMail }: Stationery, { address }: Individual): string | undefined {
  return intelligentMail === true && address.kind !== "foreign" ? "" : undefined;
}

/** Whether a mailing to so many people at most would have more pieces than its mailer ids have serial numbers. */
export function serialProblems(inputs: MailingInputs, ledger: Ledger, people: number): readonly Problem[] {
  const { clients, incident } = inputs.folder;
  const last = serialsBefore(inputs, ledger, inputs.hash) + people;
  return clients.flatMap(({ client }) => {
    const mailerId = mailerIdFor(incident.mailHouse.intelligentMail, client.id);
    if (mailerId === undefined) return [];
    const most = 10 ** serialDigits(mailerId) - 1;
    return last > most
      ? [problem("mailing/serial-numbers-exhausted", { client: client.id }, { last, most })]
      : [];
  });
}
