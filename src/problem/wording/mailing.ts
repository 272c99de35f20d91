import type { Wording } from "../wording.ts";

/** What can be wrong in mailing/, by code. */
export const mailingWording = {} as const satisfies Record<`mailing/${string}`, Wording>;
