import type { Wording } from "../wording.ts";

/** What can be wrong in approval/, by code. */
export const approvalWording = {
  "approval/not-approved": {
    severity: "stops",
    title: "A text has not been approved",
    now: "Variant {variant}, for {people} people, has no approval.",
    next: "Write the proofs, have them read, and approve them.",
  },
  "approval/changed-since": {
    severity: "stops",
    title: "A text was changed after it was approved",
    now: "Variant {variant}, for {people} people, was approved by {reviewer} with another text, law or layout.",
    next: "Write the proofs again, have them read, and approve them.",
  },
  "approval/rejected": {
    severity: "stops",
    title: "A text was rejected",
    now: "Variant {variant}, for {people} people, was rejected by {reviewer}.",
    next: "Change the text, write the proofs again, and have them read.",
  },
  "approval/no-proofs": {
    severity: "stops",
    title: "There is no proof set to approve",
    now: "{file} is missing or is not a proof set.",
    next: "Write the proofs and read them first.",
  },
  "approval/proof-outdated": {
    severity: "stops",
    title: "A proof is not of the text as it is now",
    now: "The proof of variant {variant} was written before text, law, facts or layout changed.",
    next: "Write the proofs again and read what changed.",
  },
  "approval/proof-changed": {
    severity: "stops",
    title: "A proof is not the one that was written",
    now: "{file} is gone or has other bytes than when it was written.",
    next: "Write the proofs again and read them.",
  },
  "approval/nothing-to-read": {
    severity: "stops",
    title: "There is no text to read",
    now: "Nobody on the lists can be written to yet, so there are no proofs.",
    next: "Add the lists of people, or mend what holds them.",
  },
  "approval/variant-unknown": {
    severity: "stops",
    title: "The proof set has no such variant",
    now: "There is no variant {variant} in {file}.",
    next: "Take the keys from the proof set's list.",
  },
} as const satisfies Record<`approval/${string}`, Wording>;
