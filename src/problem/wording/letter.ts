import type { Wording } from "../wording.ts";

/** What can be wrong in letter/, by code. */
export const letterWording = {} as const satisfies Record<`letter/${string}`, Wording>;
