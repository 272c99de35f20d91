import type { Wording } from "../wording.ts";

/** What can be wrong in people/, by code. */
export const peopleWording = {
  "people/column-unknown": {
    severity: "warns",
    title: "A column is not known and was not read",
    now: "Column “{column}” of {file} has no meaning here.",
    next: "Map it under people.columns in client.json, or leave it out.",
  },
} as const satisfies Record<`people/${string}`, Wording>;
