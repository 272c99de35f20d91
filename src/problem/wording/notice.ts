import type { Wording } from "../wording.ts";

/** What can be wrong in notice/, by code. */
export const noticeWording = {} as const satisfies Record<`notice/${string}`, Wording>;
