/**
 * Everything that can be wrong, as values: a code, a place, facts and a next step.
 * Knows the wording of every code. Must not know how a problem is shown, nor any person's data.
 * The shape is zod's (issues carry bounds, not sentences) and GOV.UK Notify's (one wording table).
 */
export {
  type Facts,
  type Place,
  type Problem,
  type ProblemCode,
  problem,
  problemText,
  type Read,
  stops,
  wordings,
} from "./problem.ts";
export type { Severity, Wording } from "./wording.ts";
