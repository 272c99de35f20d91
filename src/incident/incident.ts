import { z } from "zod";
import { daySchema } from "./day-schema.ts";
import { intelligentMailSchema, jobTicketSchema } from "./mail-house.ts";

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
  /** The day on which the website notice and the toll-free line go live; that of the letters when absent. */
  substituteNotice: daySchema.optional(),
  /** The day of the press release, and that of a vendor's letter to its clients; as above when absent. */
  mediaNotice: daySchema.optional(),
  /** The day on the letters that a supplemental or corrective one comes after. */
  earlierNotice: daySchema.optional(),
  clientNotice: daySchema.optional(),
});
export type IncidentDates = z.infer<typeof datesSchema>;

/** Why a letter comes: the first news; what was learned since; what the earlier one got wrong. */
export const noticePurposes = ["first", "supplemental", "corrective"] as const;
export type NoticePurpose = (typeof noticePurposes)[number];

/** What happened, in one language, as Markdown without headings. */
const narrativeSchema = z.strictObject({
  whatHappened: z.string().min(1),
  /** One or two neutral sentences, for readers whose law forbids the nature of the breach. */
  whatHappenedBriefly: z.string().min(1),
  whatWeAreDoing: z.string().min(1),
  /** The same without a word on how the breach came about, for the same readers as `whatHappenedBriefly`. */
  whatWeAreDoingBriefly: z.string().min(1).optional(),
  /** In a supplemental letter: what the earlier one did not say. */
  whatIsNew: z.string().min(1).optional(),
  /**
   * In a corrective letter: what kind of thing the earlier one got wrong, and what is right. It never
   * repeats the wrong statement about a person: not “we wrote that you had died”.
   */
  correction: z.string().min(1).optional(),
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

/**
 * Whether the lost data could be read: `encrypted` says that the key is safe, `encryptedKeyTaken` that
 * it was lost too. Not given is not `encrypted`.
 */
export const dataProtectionSchema = z.enum(["readable", "encrypted", "encryptedKeyTaken"]);
export type DataProtection = z.infer<typeof dataProtectionSchema>;

/** A written finding, kept on file, whether harm to the individuals is likely (45 CFR 164.402, and State laws). */
export const riskAssessmentSchema = z.strictObject({
  on: daySchema,
  finding: z.enum(["noLikelyHarm", "harmLikely"]),
});
export type RiskAssessment = z.infer<typeof riskAssessmentSchema>;

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
      /** What the vendor does for its clients, completing “The vendor …”: in English, or by language. */
      does: z.union([z.string().min(1), z.record(z.string(), z.string().min(1))]).optional(),
      parentCompany: z.string().min(1).optional(),
      /** Whom its clients call about the incident; its letter to them names this desk. */
      desk: z
        .strictObject({
          name: z.string().min(1),
          title: z.string().min(1).optional(),
          phone: z.string().min(1),
          email: z.email().optional(),
          postal: z.array(z.string().min(1)).min(2).max(5),
        })
        .optional(),
    }),
  ]),
  dates: datesSchema.default({}),
  purpose: z.enum(noticePurposes).default("first"),
  /**
   * Who acquired the data, if it is known, by language, completing “… was acquired by”: a name, or a
   * description where a name would be a risk (16 CFR 318.6(a)). Letters say it.
   */
  acquiredBy: z.record(z.string(), z.string().min(1)).optional(),
  dataProtection: dataProtectionSchema.optional(),
  riskAssessment: riskAssessmentSchema.optional(),
  narrative: z.record(z.string(), narrativeSchema).default({}),
  /** What was learned since the notice was posted, oldest first, by language: dated on the website notice. */
  updates: z
    .array(z.strictObject({ on: daySchema, text: z.record(z.string(), z.string().min(1)) }))
    .optional(),
  /** An empty list says that nobody asked for delay, and letters say so; without one that is an assumption. */
  lawEnforcementHolds: z.array(holdSchema).optional(),
  /**
   * Fonts for names and addresses in other scripts, in this order: names of installed font packages
   * (`noto-sans-sc` is @expo-google-fonts/noto-sans-sc), or .ttf and .otf files in the incident folder.
   */
  fallbackFonts: z.array(z.string().min(1)).max(8).optional(),
  policy: z
    .strictObject({
      /** Whether HIPAA's deemed-compliant clauses silence a state duty (`deemed`) or not. */
      hipaaDeemed: z.enum(["conservative", "deemed"]).default("conservative"),
      /** State paragraphs of the reader's own state, or of every state. */
      addenda: z.enum(["own", "all"]).default("own"),
      /** Rules that nobody has looked at for more months than this are warned of. */
      lawVerifiedWithinMonths: z.number().int().min(1).default(6),
    })
    .default({ hipaaDeemed: "conservative", addenda: "own", lawVerifiedWithinMonths: 6 }),
  /** How long personal data is kept; without it nothing is ever purged. */
  retention: z
    .strictObject({
      /** Days after the last mailing was handed over or given up. */
      personalDataDays: z.number().int().min(1).max(36_500),
      /** Why nothing may be deleted for now: litigation, an investigation. Ends when the key is taken out. */
      hold: z.string().min(1).optional(),
    })
    .optional(),
  mailHouse: z
    .strictObject({
      /** Where none is named: `envelopeOf`. */
      envelope: z.enum(["us-letter-10-double-window", "us-letter-10-double-window-tall"]).optional(),
      duplex: z.boolean().default(true),
      /** On the front of every sheet, for the inserter: a Data Matrix with piece id, sheet and sheets. */
      sheetMark: z.enum(["dataMatrix", "none"]).default("dataMatrix"),
      /** Letters in one print stream at most. */
      piecesPerStream: z.number().int().min(1).max(20_000).default(5_000),
      intelligentMail: intelligentMailSchema.optional(),
      jobTicket: jobTicketSchema.optional(),
    })
    .default({
      duplex: true,
      sheetMark: "dataMatrix",
      piecesPerStream: 5_000,
    }),
});
export type Incident = z.infer<typeof incidentSchema>;

/**
 * The envelope that letters are laid out for: the one that is named, else the ordinary one; with an Intelligent
 * Mail barcode the one with the taller window, because in the other four lines and the barcode stand too close.
 */
export function envelopeOf({
  envelope,
  intelligentMail,
}: Incident["mailHouse"]): NonNullable<Incident["mailHouse"]["envelope"]> {
  return (
    envelope ??
    (intelligentMail === undefined ? "us-letter-10-double-window" : "us-letter-10-double-window-tall")
  );
}
