import type { Day } from "../calendar/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import { yearsBetween } from "./day-in-cell.ts";
import type { Individual, Recipient } from "./individual.ts";
import { headerKey } from "./person-column.ts";
import type { RowPlace } from "./postal-address.ts";
import { remembered } from "./remembered.ts";

export type StatusFacts = {
  readonly status: string;
  readonly dateOfBirth: Day | undefined;
  readonly dateOfDeath: Day | undefined;
  readonly representative: string;
};

export type StatusRead = {
  readonly status: Individual["status"];
  readonly recipient: Recipient;
  readonly problems: readonly Problem[];
};

/** The first birthday at which a person is an adult, and an age that points to a wrong or late date. */
const adultAge = 18;
const oldestAge = 110;

/**
 * Where the law of the state makes a person an adult later (Ala. Code § 26-1-1, Neb. Rev. Stat. § 43-2101,
 * Miss. Code § 1-3-27, P.R. Civil Code): a status of minor is believed until then.
 */
// Unsure: recalled, not read for this table; it only decides whether such a minor is held.
const adultAgeIn: Readonly<Record<string, number>> = { AL: 19, NE: 19, MS: 21, PR: 21 };

const words: ReadonlyMap<string, Individual["status"]> = new Map([
  ["adult", "adult"],
  ["living", "adult"],
  ["alive", "adult"],
  ["minor", "minor"],
  ["child", "minor"],
  ["deceased", "deceased"],
  ["dead", "deceased"],
  ["decedent", "deceased"],
]);

const meaningOf = remembered(1_000, (cell) => words.get(headerKey(cell)));

/**
 * Whether the person is an adult, a minor or dead on the mailing day, and so whom the envelope
 * addresses. Telling a living adult that he is a child or dead is the worst letter there is: both need
 * two facts that agree, and any that contradict each other hold the person.
 */
export function personStatus(facts: StatusFacts, state: string, asOf: Day, place: RowPlace): StatusRead {
  const said = facts.status === "" ? undefined : meaningOf(facts.status);
  const { dateOfBirth: born, dateOfDeath: died } = facts;
  const name = facts.representative === "" ? {} : { name: facts.representative };
  const held = (code: ProblemCode, column: string, more = {}): StatusRead => ({
    status: said ?? "adult",
    recipient: { kind: "individual" },
    problems: [problem(code, { ...place, column }, more)],
  });

  if (facts.status !== "" && said === undefined) return held("people/status-unknown", "status");
  if (born !== undefined && born > asOf) return held("people/birth-in-future", "dateOfBirth", { asOf });
  if (died !== undefined && died > asOf) return held("people/death-in-future", "dateOfDeath", { asOf });
  if (born !== undefined && died !== undefined && died < born) {
    return held("people/death-before-birth", "dateOfDeath");
  }

  if (said === "deceased") {
    return died === undefined && facts.representative === ""
      ? held("people/deceased-unconfirmed", "dateOfDeath")
      : { status: "deceased", recipient: { kind: "nextOfKin", ...name }, problems: [] };
  }
  if (died !== undefined) return held("people/death-contradicts-status", "dateOfDeath");

  const age = born === undefined ? undefined : yearsBetween(born, asOf);
  if (said === "minor") {
    if (age === undefined) return held("people/minor-unconfirmed", "dateOfBirth");
    const majority = adultAgeIn[state] ?? adultAge;
    if (age >= majority) return held("people/minor-is-adult", "dateOfBirth", { adultAge: majority });
    return { status: "minor", recipient: { kind: "parentOrGuardian", ...name }, problems: [] };
  }
  if (age !== undefined && age < adultAge) {
    return said === undefined
      ? held("people/minor-without-status", "status", { adultAge })
      : held("people/adult-is-minor", "dateOfBirth", { adultAge });
  }
  if (age !== undefined && age > oldestAge)
    return held("people/older-than-anyone", "dateOfBirth", { most: oldestAge });
  const unused =
    facts.representative === ""
      ? []
      : [problem("people/representative-of-adult", { ...place, column: "representative" })];
  return { status: "adult", recipient: { kind: "individual" }, problems: unused };
}
