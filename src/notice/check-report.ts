import type { ContentRule, FormRule } from "../law/index.ts";
import type { Facts, ProblemCode } from "../problem/index.ts";

/** Takes down a problem of a notice, with the rule it is about if there is one. */
export type Report = (code: ProblemCode, rule: ContentRule | FormRule | undefined, facts?: Facts) => void;
