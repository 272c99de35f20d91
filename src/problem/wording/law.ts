import type { Wording } from "../wording.ts";

/** What can be wrong in law/, by code. */
export const lawWording = {} as const satisfies Record<`law/${string}`, Wording>;
