import { z } from "zod";
import { codeFormatPattern } from "./code-format.ts";
import { dataElements } from "./data-element.ts";
import { daySchema } from "./day-schema.ts";
import { dataProtectionSchema, datesSchema, riskAssessmentSchema } from "./incident.ts";

export const clientKinds = [
  "coveredEntity",
  "businessAssociate",
  "part2Program",
  "phrVendor",
  "employer",
  "publicBody",
  "other",
] as const;
/** What the law takes the client for. */
export type ClientKind = (typeof clientKinds)[number];

const line = z.string().min(1);
// These become links: an address of another scheme could run a script on the page that shows it.
const webAddress = z.url({ protocol: /^https?$/ });

/** A monitoring product and its term, offered to adults or to minors, with its pool of codes. */
const offerSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  for: z.enum(["adult", "minor"]),
  product: line,
  /** `credit` watches a credit file; `identity` does not need one (minors have none). */
  watches: z.enum(["credit", "identity"]),
  months: z.number().int().min(1).max(120),
  enrolUrl: webAddress,
  enrolPhone: line,
  engagementNumber: line.optional(),
  enrolBy: daySchema,
  /**
   * The pool: a CSV under the client's folder with the columns code and, if known, expires. More codes of the
   * same offer may stand beside it: `codes/credit.csv`, then `codes/credit.2.csv`, `codes/credit.3.csv`.
   */
  pool: line,
  /** How its codes look, as `AAAA-9999-****`: see code-format.ts. Without it, any printable code is one. */
  codeFormat: z
    .string()
    .regex(codeFormatPattern, "a format as AAAA-9999-****, with anything else between single quotes")
    .optional(),
  /** Warn when fewer codes than these would be left over; 2 % of the people, 10 at least, when absent. */
  lowWater: z.number().int().min(0).optional(),
  /** Offered only to people who lost one of these; to everyone when absent. */
  whenExposed: z.array(z.enum(dataElements)).optional(),
});
export type Offer = z.infer<typeof offerSchema>;

export const clientSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, "lower-case letters, digits and hyphens"),
  name: line,
  kind: z.enum(clientKinds),
  parentCompany: line.optional(),
  /**
   * Licences and statuses that some laws ask for, by the law data's ids (`ca-licensed-facility`). An empty
   * list says that there are none; no list leaves the question open.
   */
  licences: z.array(line).optional(),
  /** What the reader is to the client, by language: {"en":"patient"}. */
  relationship: z.record(z.string(), line).default({}),
  /** Why the vendor held the reader's data, one sentence by language. */
  vendorHeldDataBecause: z.record(z.string(), line).default({}),
  /**
   * The client's own words for kinds of data, by language, as its readers know them:
   * {"en":{"healthInsurance":"member ID number"}}; in Spanish with the article.
   */
  dataElementWords: z.record(z.string(), z.partialRecord(z.enum(dataElements), line)).optional(),
  letterhead: z
    .strictObject({
      /**
       * PNG, JPEG, SVG or a PDF of one page under the client's folder, printed at the top right, clear of the
       * windows; a PDF page of letter size lies under the whole first page.
       */
      image: line.optional(),
      /** What the image shows, for readers who do not see it; without it, the client's name. */
      alt: line.optional(),
      /** Name and address lines printed beside or instead of the image. */
      lines: z.array(line).max(5).default([]),
      colour: z
        .string()
        .regex(/^#[0-9a-f]{6}$/i)
        .default("#1f3a5f"),
    })
    .optional(),
  /**
   * Fonts of the client's own, TrueType or OpenType files under its folder. A style that a text needs and that
   * is not here stops the run; it is never faked. Addresses stay in our own font, which mail machines read.
   */
  fonts: z
    .strictObject({
      /** Of the text. */
      text: z
        .strictObject({
          regular: line,
          bold: line.optional(),
          italic: line.optional(),
          boldItalic: line.optional(),
        })
        .optional(),
      /** Of headings and the letterhead's name; `regular` of tables and the letterhead's lines. */
      headings: z.strictObject({ bold: line, regular: line.optional() }).optional(),
    })
    .optional(),
  /** Shows in the upper window; neutral, no health words. */
  returnAddress: z.array(line).min(2).max(4).optional(),
  contact: z
    .strictObject({
      tollFree: line,
      hours: z.record(z.string(), line),
      tty: line.optional(),
      email: z.email().optional(),
      website: webAddress.optional(),
      postal: z.array(line).min(2).max(5),
      /** Languages that are spoken at the toll-free number; a line in each tells its readers so. */
      languages: z.array(line).optional(),
      /** Forms in which the client gives the notice to whoever asks. */
      formats: z.array(z.enum(["largePrint", "braille", "audio"])).optional(),
    })
    .optional(),
  /** Whom journalists ask; never the number for individuals. */
  press: z.strictObject({ name: line, phone: line, email: z.email().optional() }).optional(),
  dates: datesSchema.default({}),
  /** Instead of the incident's, for this client. */
  dataProtection: dataProtectionSchema.optional(),
  riskAssessment: riskAssessmentSchema.optional(),
  /** Who notifies for this client when the incident's notifier is a vendor. */
  delegation: z.enum(["notifier", "client"]).default("notifier"),
  vendorIsAgent: z.union([z.boolean(), z.literal("unknown")]).default("unknown"),
  offers: z.array(offerSchema).default([]),
  languages: z.array(z.string()).min(1).default(["en"]),
  /** The title in one language, or by language. */
  signatory: z.strictObject({ name: line, title: z.union([line, z.record(z.string(), line)]) }).optional(),
  /** From whom e-mails come: an address on the client's own domain. */
  emailSender: z.strictObject({ name: line, address: z.email() }).optional(),
  people: z
    .strictObject({
      /** The file's header → our column name. Known headers need no mapping. */
      columns: z.record(z.string(), z.string()).default({}),
      /** The client’s own word for a kind of data → our name. Known words need no mapping. */
      dataElements: z.record(z.string(), z.enum(dataElements)).optional(),
    })
    .default({ columns: {} }),
  /** Counts and exposed data for `duties` before there are lists of people. */
  estimated: z
    .strictObject({
      counts: z.record(
        z.string().regex(/^(US-[A-Z]{2}|FOREIGN|UNKNOWN)$/, "a place as US-TX, or FOREIGN, or UNKNOWN"),
        z.number().int().min(0),
      ),
      dataElements: z.array(z.enum(dataElements)),
    })
    .optional(),
});
export type Client = z.infer<typeof clientSchema>;
