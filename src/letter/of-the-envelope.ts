import type { ProblemCode } from "../problem/index.ts";

const codes: ReadonlySet<ProblemCode> = new Set([
  "letter/address-too-wide",
  "letter/address-too-tall",
  "letter/too-many-sheets",
  "letter/shows-in-window",
  "letter/return-address-does-not-fit",
  "letter/letterhead-too-wide",
]);

/** Whether a problem is about the window envelope only: large print and plain text go without one. */
export function isOfTheEnvelope(code: ProblemCode): boolean {
  return codes.has(code);
}
