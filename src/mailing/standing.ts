import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Ledger, Mailing, OutcomeKind } from "../ledger/index.ts";
import type { Problem } from "../problem/index.ts";
import type { Certificate } from "./certificate.ts";
import { earlierObstacle } from "./earlier-mailing.ts";
import type { MailingInputs } from "./inputs.ts";
import { lastVerification, type Verification } from "./verification.ts";

/** Where the mailing of the inputs as they are now stands; `none`: not planned, or given up. */
export type MailingStanding = {
  readonly state: "none" | "planned" | "incomplete" | "complete" | "handedOver";
  readonly mailing: Mailing | undefined;
  /** What becomes of its people. */
  readonly outcomes: Readonly<Record<OutcomeKind, number>>;
  /** Committed files that are not there any more, or of another size. */
  readonly damagedFiles: number;
  /** `other`: of another mailing, or of a record that was changed. */
  readonly certificate: "none" | "ties" | "doesNotTie" | "other";
  readonly verification: Verification | undefined;
  /** A mailing of other inputs stands in the way of this one. */
  readonly earlier: readonly Problem[];
  /** Ids of the mailings of other inputs that were sent. */
  readonly sentBefore: readonly string[];
};

/**
 * Looks at the ledger and the output folder; changes nothing and reads no letter.
 * @param out the output folder
 */
export function mailingStanding(
  inputs: MailingInputs,
  ledger: Ledger | undefined,
  out: string,
): MailingStanding {
  const outcomes = { letter: 0, email: 0, substitute: 0, alreadyTold: 0, excluded: 0 };
  const earlier =
    ledger === undefined
      ? []
      : earlierObstacle(ledger, inputs.hash, "refuse", inputs.folder.incident.purpose);
  const mailing = ledger?.mailings.get(inputs.hash);
  const sentBefore = (ledger?.mailings.all() ?? [])
    .filter(({ id, state }) => state === "handedOver" && id !== mailing?.id)
    .map(({ id }) => id);
  if (ledger === undefined || mailing === undefined || mailing.state === "withdrawn")
    return {
      state: "none",
      mailing: undefined,
      outcomes,
      damagedFiles: 0,
      certificate: "none",
      verification: undefined,
      earlier,
      sentBefore,
    };
  for (const { kind, count } of ledger.account.outcomes(mailing.id)) outcomes[kind] += count;
  const state = stateOf(mailing);
  return {
    state,
    mailing,
    outcomes,
    damagedFiles: state === "handedOver" ? 0 : damagedFiles(ledger, mailing.id, out),
    certificate: certificateIn(out, mailing.id),
    verification: lastVerification(ledger, mailing.id, inputs.folder.dir, out),
    earlier,
    sentBefore,
  };
}

function stateOf({ state, shards, shardsCommitted }: Mailing): Exclude<MailingStanding["state"], "none"> {
  if (state === "handedOver") return "handedOver";
  if (shardsCommitted === shards) return "complete";
  return shardsCommitted === 0 ? "planned" : "incomplete";
}

function damagedFiles(ledger: Ledger, mailing: string, out: string): number {
  let damaged = 0;
  for (const { path, bytes } of ledger.account.files(mailing))
    if (statSync(join(out, path), { throwIfNoEntry: false })?.size !== bytes) damaged += 1;
  return damaged;
}

function certificateIn(out: string, mailing: string): MailingStanding["certificate"] {
  const [record, certificate] = ["mailing.json", "certificate.json"].map((name) => join(out, name));
  if (record === undefined || certificate === undefined || !existsSync(certificate)) return "none";
  let read: Partial<Certificate>;
  try {
    read = JSON.parse(readFileSync(certificate, "utf8")) ?? {};
  } catch (error) {
    if (error instanceof SyntaxError) return "other";
    throw error;
  }
  if (read.mailing !== mailing || !existsSync(record)) return "other";
  const hash = createHash("sha256").update(readFileSync(record)).digest("hex");
  if (read.mailingRecordSha256 !== hash) return "other";
  return read.ties === true ? "ties" : "doesNotTie";
}
