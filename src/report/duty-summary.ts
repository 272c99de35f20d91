import { type Day, daysBetween } from "../calendar/index.ts";
import type { Duty, VendorTotal } from "../law/index.ts";
import { inOrder, isOverdue } from "./duty-table.ts";
import { dutyOpen } from "./duty-words.ts";
import { counted, numberText } from "./word-list.ts";

/** What is open, in sentences: how many duties, how many questions, what comes next, what is late. */
export function dutySummary(duties: readonly Duty[], on: Day | undefined): readonly string[] {
  const open = duties.filter(dutyOpen);
  const number = (status: Duty["status"]) => duties.filter((duty) => duty.status === status).length;
  const dated = inOrder(open.filter(({ due }) => due !== null && (on === undefined || due >= on)));
  const undated = open.filter(({ due }) => due === null).length;
  const late = on === undefined ? [] : open.filter((duty) => isOverdue(duty, on));
  const ofVendor = late.filter(({ by }) => by === "vendor").length;
  const deemed = number("deemed");
  const next = dated[0]?.due;
  return [
    `${counted(duties.length, "duty", "duties")} looked at: ${number("owed")} owed, ${number("question")} in question${deemed === 0 ? "" : `, ${deemed} deemed met`}, ${number("notOwed")} not owed (--json lists them).`,
    ...(undated === 0
      ? []
      : [`${counted(undated, "duty names no day: it is", "duties name no day: they are")} due now.`]),
    ...(late.length === 0
      ? []
      : [
          `${counted(late.length, "duty is", "duties are")} OVERDUE on ${on}${ofVendor === 0 ? "" : `, ${numberText(ofVendor)} of them the vendor's own`}.`,
        ]),
    ...(next === undefined || next === null
      ? []
      : [
          on === undefined
            ? `The first last day is ${next}; --on DAY counts from a day and marks what is late.`
            : `The next last day is ${next}, ${counted(daysBetween(on, next), "day")} from ${on}.`,
        ]),
  ];
}

/** How many live where over all clients of a vendor, in one sentence; empty without totals. */
export function vendorTotalsText(totals: readonly VendorTotal[]): string {
  if (totals.length === 0) return "";
  const parts = totals.map(
    ({ jurisdiction, individuals, clients, estimated }) =>
      `${jurisdiction} ${estimated ? "about " : ""}${numberText(individuals)} (${counted(clients, "client")})`,
  );
  return `Over all clients of the vendor, for information only, since the laws count for each client alone: ${parts.join(", ")}.`;
}
