import type { Wording } from "../wording.ts";

/** What can be wrong in cli/, by code. */
export const cliWording = {} as const satisfies Record<`cli/${string}`, Wording>;
