import { z } from "zod";
import { contentElements } from "./content-element.ts";
import { anchors, conditionSchema, elementList, kindList, provisionId, text } from "./law-vocabulary.ts";

const anchor = z.enum(anchors);
/** One named day, or the earliest of several. */
export const afterSchema = z.union([anchor, z.strictObject({ anyOf: z.array(anchor).min(2) })]);
export type After = z.infer<typeof afterSchema>;

const delayFor = z.array(z.enum(["lawEnforcement", "scopeAndRestoration"])).optional();

/** Exactly one of them. */
const span = {
  calendarDays: z.number().int().min(1).optional(),
  businessDays: z.number().int().min(1).optional(),
  hours: z.number().int().min(1).optional(),
};
const spanSchema = z.strictObject(span).refine(oneSpan, "exactly one of calendarDays, businessDays, hours");
export type Span = z.infer<typeof spanSchema>;

function oneSpan(rule: { calendarDays?: unknown; businessDays?: unknown; hours?: unknown }): boolean {
  return [rule.calendarDays, rule.businessDays, rule.hours].filter((part) => part !== undefined).length === 1;
}

/** At most so long after a named day, or after the earliest of several. */
const withinSchema = z
  .strictObject({
    kind: z.literal("within"),
    ...span,
    after: afterSchema,
    /** Due on this day if it comes sooner. */
    orEarlier: anchor.optional(),
    delayFor,
    /** After a hold that swallowed the last day: so long after its last day, instead of the day after. */
    afterHold: spanSchema.optional(),
    /** An open question read more strictly: the day to aim at, shown beside the legal limit. */
    strictly: z
      .union([z.strictObject({ after: afterSchema }), z.strictObject({ with: provisionId })])
      .optional(),
    note: text.optional(),
  })
  .refine(oneSpan, "exactly one of calendarDays, businessDays, hours");
export type Within = z.infer<typeof withinSchema>;

const withoutUnreasonableDelay = z.strictObject({
  kind: z.literal("withoutUnreasonableDelay"),
  after: afterSchema,
  delayFor,
  note: text.optional(),
});
const relative = <K extends string>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), duty: provisionId, delayFor, note: text.optional() });

/** Some days after the end of the calendar year of discovery (45 CFR 164.408(c)). */
const annualLog = z.strictObject({
  kind: z.literal("annualLog"),
  calendarDays: z.number().int().min(1),
  note: text.optional(),
});

/** Which data, lost by which kind of client, make the law speak. */
const trigger = z.strictObject({
  kind: z.literal("trigger"),
  requiresName: z.boolean(),
  /** `any`: whatever the client lost. */
  elements: z.union([z.literal("any"), elementList]),
  /** Elements that speak without a name. */
  standalone: elementList.optional(),
  /** Triggers in the law's own words for which there is no data element here. */
  other: z.array(text).optional(),
  clientKinds: kindList.optional(),
  notClientKinds: kindList.optional(),
  /**
   * Kinds that it binds only if the client has a further status (`licences`). Where the client does not
   * say, `ask` treats it as bound and asks; `silent` leaves it out.
   */
  boundIf: z
    .array(
      z.strictObject({
        clientKinds: kindList,
        licence: z.strictObject({ id: provisionId, text }),
        unsaid: z.enum(["ask", "silent"]),
      }),
    )
    .optional(),
  /** Speaks only of health information that the client holds as a HIPAA entity or Part 2 program. */
  onlyPhi: z.literal(true).optional(),
  note: text.optional(),
});

const contentItem = z.strictObject({
  element: z.enum(contentElements),
  cite: text,
  when: conditionSchema.optional(),
  /** What the law says of it in detail, or on which condition that is not computed. */
  detail: text.optional(),
});
const content = z.strictObject({
  kind: z.literal("content"),
  required: z.array(contentItem),
  optional: z.array(z.strictObject({ about: text, cite: text, detail: text.optional() })).optional(),
  forbidden: z.array(contentItem).optional(),
  note: text.optional(),
});

const form = z.strictObject({
  kind: z.literal("form"),
  title: text.optional(),
  headings: z.array(text),
  atLeastPoints: z.number().min(1).optional(),
  note: text.optional(),
});

const services = z.strictObject({
  kind: z.literal("services"),
  months: z.number().int().min(1),
  forExposed: elementList,
  note: text,
});

/** What compliance with HIPAA does to the rest of this law. */
const hipaaEffect = z.strictObject({
  kind: z.literal("hipaaEffect"),
  effect: z.enum([
    "none",
    "exempt",
    "deemedCompliant",
    "deemedCompliantIndividualNotice",
    "deemedCompliantContent",
  ]),
  appliesTo: kindList.optional(),
  /** Provisions that the clause silences under the policy `deemed`. */
  deems: z.array(provisionId),
  /** The clause holds only if nothing else was exposed. */
  onlyExposed: elementList.optional(),
  /** Clocks that run instead, under the policy `deemed`. */
  clocks: z.array(z.strictObject({ provision: provisionId, rule: withinSchema })).optional(),
  stillOwed: z.array(text),
  text,
});

const delivery = z.strictObject({
  kind: z.literal("delivery"),
  methods: z.array(text).min(1),
  emailCondition: text.optional(),
  /** An e-mail is notice only together with another channel that this program does not send by. */
  emailAlone: z.literal(false).optional(),
  substitute: z
    .strictObject({
      costOverUsd: z.number().optional(),
      affectedOver: z.number().optional(),
      insufficientContact: z.boolean(),
      means: z.array(text).min(1),
      meansNeeded: z.enum(["all", "anyTwo", "anyOne"]),
      /** Days that a posting on the website has to stay, at least. */
      postingDays: z.number().int().min(1).optional(),
      note: text.optional(),
    })
    .optional(),
  note: text.optional(),
});

const harmThreshold = z.strictObject({
  kind: z.literal("harmThreshold"),
  exists: z.boolean(),
  text: text.optional(),
  documentation: text.optional(),
});

/** Whether data that nobody can read without a key are outside the law. */
const encryption = z.strictObject({
  kind: z.literal("encryption"),
  /** True if encrypted data are outside the law while the key is safe. */
  exempts: z.boolean(),
  text,
});

/** The closed kinds of rules. A law that fits none of them needs a new kind, not code for a state. */
export const ruleSchema = z.discriminatedUnion("kind", [
  withinSchema,
  withoutUnreasonableDelay,
  relative("noLaterThan"),
  relative("before"),
  relative("contemporaneously"),
  annualLog,
  trigger,
  content,
  form,
  services,
  hipaaEffect,
  delivery,
  harmThreshold,
  encryption,
]);
export type Rule = z.infer<typeof ruleSchema>;
export type RuleOf<K extends Rule["kind"]> = Extract<Rule, { kind: K }>;

const deadlineKinds = [
  "within",
  "withoutUnreasonableDelay",
  "noLaterThan",
  "before",
  "contemporaneously",
  "annualLog",
] as const;
/** The rules that make a duty: someone must be told by some day. */
export type DeadlineRule = RuleOf<(typeof deadlineKinds)[number]>;

/** Whether the rule makes a duty. */
export function isDeadline(rule: Rule): rule is DeadlineRule {
  return (deadlineKinds as readonly string[]).includes(rule.kind);
}
