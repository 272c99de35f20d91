import { z } from "zod";
import { parseDay } from "../calendar/index.ts";
import { clientKinds, dataElements } from "../incident/index.ts";

/** Small shapes that rules, jurisdictions and contacts share, as zod schemas. */
export const lawDay = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "a calendar day, YYYY-MM-DD")
  .refine((text) => parseDay(text) !== undefined, "a calendar day that exists");

export const text = z.string().min(1);
export const provisionId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "lower-case words with hyphens");
export const elementList = z.array(z.enum(dataElements)).min(1);
export const kindList = z.array(z.enum(clientKinds)).min(1);

/**
 * The named days from which laws count. None stands in for another: `discovery` is the client's,
 * `vendorDiscovery` the vendor's, `notificationOfBreach` the day the vendor told the client,
 * `riskAssessment` the day of the written finding about harm.
 */
export const anchors = [
  "discovery",
  "notificationOfBreach",
  "determination",
  "confirmation",
  "individualNotice",
  "hhsNotice",
  "vendorDiscovery",
  "riskAssessment",
] as const;
export type Anchor = (typeof anchors)[number];

/** “More than 500” and “500 or more” are different laws, so thresholds are written as words. */
const countSchema = z.union([
  z.strictObject({ moreThan: z.number().int().min(0) }),
  z.strictObject({ atLeast: z.number().int().min(1) }),
  z.strictObject({ fewerThan: z.number().int().min(1) }),
  /** Both ends included. */
  z.strictObject({ from: z.number().int().min(1), to: z.number().int().min(1) }),
]);
export type Count = z.infer<typeof countSchema>;

/** Whether the number meets the threshold. */
export function meets(count: number, threshold: Count): boolean {
  if ("moreThan" in threshold) return count > threshold.moreThan;
  if ("atLeast" in threshold) return count >= threshold.atLeast;
  if ("fewerThan" in threshold) return count < threshold.fewerThan;
  return count >= threshold.from && count <= threshold.to;
}

/** “1,000”. */
export const grouped = new Intl.NumberFormat("en-US");

/** “more than 500”, as a lawyer would write it. */
export function thresholdText(threshold: Count): string {
  if ("moreThan" in threshold) return `more than ${grouped.format(threshold.moreThan)}`;
  if ("atLeast" in threshold) return `at least ${grouped.format(threshold.atLeast)}`;
  if ("fewerThan" in threshold) return `fewer than ${grouped.format(threshold.fewerThan)}`;
  return `from ${grouped.format(threshold.from)} to ${grouped.format(threshold.to)}`;
}

/** When a rule, or one item of a content list, speaks. Every part that is given must hold. */
export const conditionSchema = z.strictObject({
  /** Individuals of this client who reside in the jurisdiction. */
  residents: countSchema.optional(),
  /** All individuals of this client, wherever they reside. */
  individuals: countSchema.optional(),
  /** Individuals of this client whom a letter cannot reach. */
  undeliverable: countSchema.optional(),
  anyExposed: elementList.optional(),
  clientKinds: kindList.optional(),
  notClientKinds: kindList.optional(),
  /** Only where a vendor notifies for its clients. */
  notifier: z.literal("vendor").optional(),
  /** A licence or status of the client that its data does not tell; asked as a question. */
  licence: z.strictObject({ id: provisionId, text }).optional(),
  /** Only if law enforcement held notice back. */
  lawEnforcementDelay: z.literal(true).optional(),
  /** Only if the client is owned by another organisation. */
  parentOwned: z.literal(true).optional(),
  /** Only if the reader is offered a monitoring product. */
  servicesOffered: z.literal(true).optional(),
  /** Only if the dates, or who acquired the data, are known when the notice is given. */
  known: z.enum(["occurred", "discovered", "acquirer"]).optional(),
  /** Only if the client withholds notice after finding, in writing, that harm is not likely. */
  noHarmDetermination: z.literal(true).optional(),
  /** Only if notice is planned later than the last day of this other duty. */
  noticeLaterThan: provisionId.optional(),
});
export type Condition = z.infer<typeof conditionSchema>;
