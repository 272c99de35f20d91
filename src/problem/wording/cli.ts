import type { Wording } from "../wording.ts";

/** What can be wrong in cli/, by code. */
export const cliWording = {
  "cli/mailing-day-has-passed": {
    severity: "warns",
    title: "The planned mailing day has passed",
    now: "Letters of client {client} are dated {planned}; today is {today}.",
    next: "Set dates.individualNotice to the day on which they will be mailed, and approve them anew.",
  },
} as const satisfies Record<`cli/${string}`, Wording>;
