import { z } from "zod";
import { daySchema } from "./day-schema.ts";

/** A mailer id that the Postal Service gives out: six digits, or nine of which the first is 9. */
const mailerIdSchema = z.string().regex(/^([0-8]\d{5}|9\d{8})$/, "a mailer id of six digits, or nine from 9");

/** What the Intelligent Mail barcode holds beside serial number and ZIP code (USPS-B-3200, 2.1.3). */
export const intelligentMailSchema = z.strictObject({
  /** One for all letters, or by client; letters of a client without one bear no barcode. */
  mailerId: z.union([mailerIdSchema, z.record(z.string(), mailerIdSchema)]),
  /** Class, tracing and address correction as one of the Postal Service's three-digit codes; there is no default. */
  serviceType: z.string().regex(/^\d{3}$/, "three digits"),
  /** Of an optional endorsement line; `00` where none is printed. */
  barcodeId: z
    .string()
    .regex(/^\d[0-4]$/, "two digits, the second 0 to 4")
    .default("00"),
  /** Added to every serial number: past those that other jobs of the mailer id used in the last 45 days. */
  serialFrom: z.number().int().min(0).max(999_999_999).default(0),
});
export type IntelligentMail = z.infer<typeof intelligentMailSchema>;

/** The mailer id under which a client's letters go; undefined if they bear no barcode. */
export function mailerIdFor(given: IntelligentMail | undefined, client: string): string | undefined {
  return typeof given?.mailerId === "object" ? given.mailerId[client] : given?.mailerId;
}

/**
 * What only the sender and its mail house can say of the job: it goes into the job ticket as it is given. Nothing of
 * it changes a letter. There is no “Change Service Requested”: it has returned letters destroyed, and nobody told.
 */
export const jobTicketSchema = z.strictObject({
  /** The mail house's own number of the job. */
  reference: z.string().min(1).optional(),
  mailClass: z.enum(["firstClassPresort", "firstClassFullRate"]).optional(),
  permit: z.string().min(1).optional(),
  endorsement: z
    .enum(["addressServiceRequested", "returnServiceRequested", "forwardingServiceRequested", "none"])
    .optional(),
  /** On which letters are to be given to the Postal Service. */
  dropDays: z.array(daySchema).min(1).optional(),
  stock: z.string().min(1).optional(),
  ink: z.string().min(1).optional(),
  spoilage: z.string().min(1).optional(),
  returns: z.string().min(1).optional(),
  /** The day by which the mail house has destroyed the files and what is left of the paper. */
  destroyBy: daySchema.optional(),
  stopContact: z
    .strictObject({ name: z.string().min(1), phone: z.string().min(1), email: z.email().optional() })
    .optional(),
  proofApprover: z
    .strictObject({
      name: z.string().min(1),
      phone: z.string().min(1).optional(),
      email: z.email().optional(),
    })
    .optional(),
});
export type JobTicketGiven = z.infer<typeof jobTicketSchema>;
