import { z } from "zod";
import { type Day, parseDay } from "../calendar/index.ts";

/** A calendar day in a JSON file. */
export const daySchema = z
  .string()
  .meta({ format: "date" })
  .refine((text) => parseDay(text) !== undefined, "a calendar day, YYYY-MM-DD")
  .transform((text) => text as Day);

/**
 * The named dates of an incident. None stands in for another: a law that counts from a date which
 * is not given reports a question.
 */
export const datesSchema = z.strictObject({
  occurredFrom: daySchema.optional(),
  occurredTo: daySchema.optional(),
  discovered: daySchema.optional(),
  determined: daySchema.optional(),
  confirmed: daySchema.optional(),
  contained: daySchema.optional(),
  vendorDiscovered: daySchema.optional(),
  vendorNotified: daySchema.optional(),
  /** The planned or actual mailing day; letters bear it and chained clocks count from it. */
  individualNotice: daySchema.optional(),
  hhsNotice: daySchema.optional(),
});
export type IncidentDates = z.infer<typeof datesSchema>;

/** What happened, in one language, as Markdown without headings. */
const narrativeSchema = z.strictObject({
  whatHappened: z.string().min(1),
  /** One or two neutral sentences, for readers whose law forbids the nature of the breach. */
  whatHappenedBriefly: z.string().min(1),
  whatWeAreDoing: z.string().min(1),
});
export type Narrative = z.infer<typeof narrativeSchema>;

/** A law-enforcement statement that notice would impede an investigation (45 CFR 164.412). */
const holdSchema = z.strictObject({
  agency: z.string().min(1),
  form: z.enum(["written", "oral"]),
  statedOn: daySchema,
  through: daySchema.optional(),
  jurisdictions: z.array(z.string()).optional(),
});
export type Hold = z.infer<typeof holdSchema>;

export const incidentSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and hyphens"),
  title: z.string().min(1),
  notifier: z.discriminatedUnion("role", [
    z.strictObject({ role: z.literal("client") }),
    z.strictObject({
      role: z.literal("vendor"),
      name: z.string().min(1),
      /** What the vendor does for its clients, completing “The vendor …”. */
      does: z.string().min(1).optional(),
      parentCompany: z.string().min(1).optional(),
    }),
  ]),
  dates: datesSchema.default({}),
  narrative: z.record(z.string(), narrativeSchema).default({}),
  lawEnforcementHolds: z.array(holdSchema).default([]),
  policy: z
    .strictObject({
      /** Whether HIPAA's deemed-compliant clauses silence a state duty (`deemed`) or not. */
      hipaaDeemed: z.enum(["conservative", "deemed"]).default("conservative"),
      /** State paragraphs of the reader's own state, or of every state. */
      addenda: z.enum(["own", "all"]).default("own"),
    })
    .default({ hipaaDeemed: "conservative", addenda: "own" }),
  mailHouse: z
    .strictObject({
      envelope: z.enum(["us-letter-10-double-window"]).default("us-letter-10-double-window"),
      duplex: z.boolean().default(true),
      /** Letters in one print stream at most. */
      piecesPerStream: z.number().int().min(1).max(20_000).default(5_000),
    })
    .default({ envelope: "us-letter-10-double-window", duplex: true, piecesPerStream: 5_000 }),
});
export type Incident = z.infer<typeof incidentSchema>;
