import type { Wording } from "../wording.ts";

/** What can be wrong in worker/, by code. */
export const workerWording = {
  "worker/no-order": {
    severity: "stops",
    title: "A shard waits for a mailing that nobody runs",
    now: "The ledger has no order for mailing {mailing}: it is whole, or was given up.",
    next: "Start noticepress run on the incident again if it is not whole.",
  },
  "worker/no-shard": {
    severity: "stops",
    title: "A shard is not in the ledger",
    now: "The mailing has no shard {shard}.",
    next: "Start noticepress run on the incident again: it puts up the shards that there are.",
  },
  "worker/another-program": {
    severity: "stops",
    title: "This worker is another version of the program",
    now: "Mailing {mailing} was planned by another version, which might make other letters of it.",
    next: "Install the same version on every machine, then start the worker again.",
  },
  "worker/cannot-write": {
    severity: "stops",
    title: "This machine cannot write what it presses",
    now: "{place}: {why}. Its shards were given back; nothing is lost, and other workers go on.",
    next: "Make room, or let this user write there, then start the same command again.",
  },
  "worker/shard-given-up": {
    severity: "stops",
    title: "No worker could press a shard",
    now: "Shard {shard} was tried six times; the last worker said: {reason}.",
    next: "Mend what it says, then run again: what is pressed is kept.",
  },
} as const satisfies Record<`worker/${string}`, Wording>;
