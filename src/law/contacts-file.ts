import { z } from "zod";
import { confidences } from "./duty.ts";
import { sourceSchema } from "./jurisdiction.ts";
import { lawDay, text } from "./law-vocabulary.ts";

const checked = {
  confidence: z.enum(confidences),
  source: sourceSchema,
  verifiedOn: lawDay.optional(),
  note: text.optional(),
};

const desk = z.strictObject({
  address: z.array(text).min(1),
  phone: text.optional(),
  website: text.optional(),
  form: text.optional(),
  ...checked,
});

const bureau = z.strictObject({
  name: text,
  fraudAlert: desk,
  securityFreeze: desk,
  minorFreeze: desk,
});

const service = z.strictObject({
  name: text,
  address: z.array(text).optional(),
  phone: text.optional(),
  tty: text.optional(),
  website: text,
  ...checked,
});

/** What a letter may say about a federal right, with its authority. */
const fact = z.strictObject({ text, cite: text, confidence: z.enum(confidences), source: sourceSchema });

/** `jurisdictions/us-contacts.json`: addresses and federal rights that letters print. */
export const contactsSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  kind: z.literal("contacts"),
  bureaus: z.array(bureau).min(1),
  annualCreditReport: service,
  ftc: service,
  ftcGeneral: service,
  irsIpPin: service,
  medicalIdentityTheft: service,
  hhsOcrComplaint: service,
  cfpb: service,
  optOutPrescreen: service,
  fraudAlert: z.array(fact).min(1),
  securityFreeze: z.array(fact).min(1),
  minors: z.array(fact).min(1),
  /** Jurisdictions whose residents may be told of additional free credit reports. */
  additionalFreeReports: z.strictObject({ jurisdictions: z.array(text).min(1), ...checked }),
});
export type ContactsFile = z.infer<typeof contactsSchema>;
