import { type Problem, problem } from "../problem/index.ts";
import type { IncidentDates } from "./incident.ts";

/** Pairs of which the first cannot be after the second, if both are given. */
const order: readonly (readonly [keyof IncidentDates, keyof IncidentDates])[] = [
  ["occurredFrom", "occurredTo"],
  ["occurredFrom", "discovered"],
  ["occurredFrom", "determined"],
  ["occurredFrom", "confirmed"],
  ["occurredFrom", "contained"],
  ["occurredFrom", "vendorDiscovered"],
  ["vendorDiscovered", "vendorNotified"],
  ["discovered", "individualNotice"],
  ["determined", "individualNotice"],
  ["vendorNotified", "individualNotice"],
];

/**
 * Dates that cannot be right together: one typed in the wrong year shifts every deadline. Only pairs
 * of which the file itself gives one; the other may come from the incident.
 */
export function dateOrder(
  own: IncidentDates,
  file: string,
  inherited: IncidentDates = {},
): readonly Problem[] {
  return order.flatMap(([first, second]) => {
    if (own[first] === undefined && own[second] === undefined) return [];
    const a = own[first] ?? inherited[first];
    const b = own[second] ?? inherited[second];
    return a !== undefined && b !== undefined && a > b
      ? [
          problem(
            "incident/dates-out-of-order",
            { file, path: `dates.${first}` },
            { first, firstDay: a, second, secondDay: b },
          ),
        ]
      : [];
  });
}
