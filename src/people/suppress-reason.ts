import { headerKey } from "./person-column.ts";
import { remembered } from "./remembered.ts";
import { type SuppressReason, suppressReasons } from "./row-outcome.ts";

const aliases: Readonly<Record<SuppressReason, readonly string[]>> = {
  alreadyNotified: ["previously notified", "notified", "prior notice", "previous wave"],
  // 45 CFR 164.522(b): a person may ask to be reached in another way or place.
  confidentialCommunication: ["confidential", "alternate communication"],
  addressProtection: [
    "address confidentiality program",
    "ACP",
    "domestic violence",
    "safe at home",
    "protected address",
  ],
  noNextOfKin: ["deceased without next of kin", "deceased no next of kin", "no representative"],
  optOut: ["client opt out", "opted out"],
  legalHold: ["litigation hold", "regulator hold", "hold"],
  notAffected: ["unaffected", "no data", "false positive"],
  notifiedByClient: ["client notifies", "covered entity notifies"],
  undeliverable: ["bad address", "returned mail"],
  duplicate: ["duplicate record", "dupe"],
};

const byAlias: ReadonlyMap<string, SuppressReason> = new Map(
  suppressReasons.flatMap((reason) =>
    [reason, ...aliases[reason]].map((word) => [headerKey(word), reason] as const),
  ),
);

/** The reason that a cell names; undefined if it is empty or says no, `unknown` if it is none of ours. */
export function suppressReasonIn(cell: string): SuppressReason | "unknown" | undefined {
  return cell === "" ? undefined : reasonIn(cell);
}

const reasonIn = remembered(1_000, (cell): SuppressReason | "unknown" | undefined => {
  const key = headerKey(cell);
  if (key === "" || key === "no" || key === "none" || key === "false" || key === "0") return undefined;
  return byAlias.get(key) ?? "unknown";
});
