import type { Wording } from "../wording.ts";

/** What can be wrong in incident/, by code. */
export const incidentWording = {} as const satisfies Record<`incident/${string}`, Wording>;
