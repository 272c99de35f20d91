import { z } from "zod";
import { parseDay } from "../calendar/index.ts";
import { contentElements } from "./content-element.ts";
import { confidences, dutyTos } from "./duty.ts";
import { conditionSchema, lawDay, provisionId, text } from "./law-vocabulary.ts";
import { afterSchema, isDeadline, ruleSchema } from "./rule.ts";

/** Where the text was read, and on which day it was seen. */
export const sourceSchema = z.strictObject({ title: text, seen: lawDay });

/** The text of a rule from one day on; `until` only for a gap or a repeal. */
const versionSchema = z.strictObject({
  from: lawDay,
  until: lawDay.optional(),
  /**
   * The event that decides whether this version governs, where the act that brought it says so; the
   * discovery when absent. Of several, one on or after `from` is enough.
   */
  governedBy: afterSchema.optional(),
  when: conditionSchema.optional(),
  rule: ruleSchema,
  cite: text,
  source: sourceSchema,
  confidence: z.enum(confidences),
  /** The day on which an official text was read; absent when only charts or memory speak. */
  verifiedOn: lawDay.optional(),
  note: text.optional(),
});
export type Version = z.infer<typeof versionSchema>;

const recipientRule = z.strictObject({ text, cite: text });

const provisionSchema = z
  .strictObject({
    id: provisionId,
    about: text,
    /** A second law of the same jurisdiction, with its own trigger. */
    regime: provisionId.optional(),
    /** For rules that make a duty: whom it is owed to, by role and by name. */
    to: z.enum(dutyTos).optional(),
    name: text.optional(),
    /** Whom the law binds; the client unless said. */
    by: z.enum(["client", "vendor"]).optional(),
    /** `state`: one duty for each State's residents (45 CFR 164.406). */
    countBy: z.literal("state").optional(),
    how: text.optional(),
    /** What the regulator wants to be told. */
    tell: z.array(text).optional(),
    sampleLetter: z.boolean().optional(),
    /** For notice to individuals: who is written to for a minor, and for someone who has died. */
    recipients: z
      .strictObject({ parents: recipientRule.optional(), nextOfKin: recipientRule.optional() })
      .optional(),
    versions: z.array(versionSchema).min(1),
  })
  .refine(
    (provision) =>
      !provision.versions.some((version) => isDeadline(version.rule)) ||
      (provision.to !== undefined && provision.name !== undefined),
    "a rule that makes a duty needs `to` and `name`",
  );
export type Provision = z.infer<typeof provisionSchema>;

/** An office whose address a letter gives. */
const officeSchema = z.strictObject({
  office: text,
  address: z.array(text),
  phone: z.array(text),
  website: text.optional(),
  email: text.optional(),
  /** `required` by the statute, `customary` in letters, or an `optional` “your attorney general”. */
  use: z.enum(["required", "customary", "optional"]),
  reason: text,
  confidence: z.enum(confidences),
  source: sourceSchema,
  verifiedOn: lawDay.optional(),
  note: text.optional(),
});
export type Office = z.infer<typeof officeSchema>;

/** Two laws that cannot both be followed to the letter, and how the engine reconciles them. */
const conflictSchema = z.strictObject({
  id: provisionId,
  /** What this law forbids, and what the other law (by jurisdiction) requires. */
  forbids: z.enum(contentElements),
  requires: z.enum(contentElements),
  requiredBy: text,
  /** `brief`: say it in one or two neutral sentences; `omit`: do not say it. */
  resolution: z.enum(["brief", "omit"]),
  reason: text,
  cite: text,
  forCounsel: z.boolean(),
});
export type Conflict = z.infer<typeof conflictSchema>;

const openQuestionSchema = z.strictObject({
  /** The provisions whose duties show it. */
  about: z.array(provisionId).min(1),
  question: text,
  conservative: text,
  alternative: text,
});

const month = z.number().int().min(1).max(12);
const weekdayName = z.enum(["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]);
function isDateOfEveryYear(on: { month: number; day: number }): boolean {
  const [month, date] = [on.month, on.day].map((number) => String(number).padStart(2, "0"));
  return parseDay(`2023-${month}-${date}`) !== undefined;
}

const holidaySchema = z.strictObject({
  name: text,
  on: z.union([
    z
      .strictObject({ month, day: z.number().int().min(1).max(31) })
      .refine((on) => isDateOfEveryYear(on), "a day that every year has"),
    z.strictObject({
      month,
      nth: z.union([z.number().int().min(1).max(4), z.literal("last")]),
      weekday: weekdayName,
      /** Days after it: the Friday after Thanksgiving is 1 day after the fourth Thursday of November. */
      plusDays: z.number().int().min(1).optional(),
    }),
    /** Days from Easter Sunday; Good Friday is −2. */
    z.strictObject({ easter: z.number().int() }),
  ]),
  years: z.literal("even").optional(),
  firstYear: z.number().int().optional(),
  /** When it falls on a Saturday; by the list's rule when absent. */
  saturday: z.enum(["friday", "stays"]).optional(),
});

/** The holidays that the State keeps, for its clocks in business days. */
const businessDayCalendarSchema = z.strictObject({
  holidays: z.array(holidaySchema).min(1),
  saturday: z.enum(["friday", "stays"]),
  sunday: z.enum(["monday", "stays"]),
  cite: text,
  source: sourceSchema,
  confidence: z.enum(confidences),
  verifiedOn: lawDay.optional(),
  note: text.optional(),
});
export type BusinessDayCalendar = z.infer<typeof businessDayCalendarSchema>;

/** One file of `jurisdictions/`: a law, provision by provision, version by version. */
export const jurisdictionSchema = z.strictObject({
  $schema: z.string().optional(),
  format: z.literal(1),
  kind: z.literal("jurisdiction"),
  jurisdiction: z.string().regex(/^US-[A-Z0-9-]+$/),
  name: text,
  /** `federal` speaks for every individual; `state` for its residents. */
  level: z.enum(["federal", "state"]),
  /** The first day that was examined; a version that is older starts here if its own first day was not read. */
  coversFrom: lawDay,
  statutes: z.array(z.strictObject({ citation: text, scope: text })).min(1),
  provisions: z.array(provisionSchema).min(1),
  conflicts: z.array(conflictSchema).optional(),
  businessDayCalendar: businessDayCalendarSchema.optional(),
  openQuestions: z.array(openQuestionSchema).optional(),
  addendum: z.array(officeSchema).optional(),
  customaryStatements: z.array(text).optional(),
  minorsOrDeceased: text.optional(),
  pending: text.optional(),
  notes: z.array(text).optional(),
});
export type Jurisdiction = z.infer<typeof jurisdictionSchema>;
