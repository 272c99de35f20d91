import type { JobTicketGiven } from "../incident/index.ts";

type Given<Key extends keyof JobTicketGiven> = Exclude<JobTicketGiven[Key], undefined> | null;

/** The keys of `mailHouse.jobTicket`, each with null where it was not given. */
export type TicketGiven = { readonly [Key in keyof Required<JobTicketGiven>]: Given<Key> };

/** What the sender says of the job, with null for what it does not say. */
export function ticketGiven(given: JobTicketGiven): TicketGiven {
  return {
    reference: given.reference ?? null,
    mailClass: given.mailClass ?? null,
    permit: given.permit ?? null,
    endorsement: given.endorsement ?? null,
    dropDays: given.dropDays ?? null,
    stock: given.stock ?? null,
    ink: given.ink ?? null,
    spoilage: given.spoilage ?? null,
    returns: given.returns ?? null,
    destroyBy: given.destroyBy ?? null,
    stopContact: given.stopContact ?? null,
    proofApprover: given.proofApprover ?? null,
  };
}
