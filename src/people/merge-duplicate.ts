import { type Problem, problem } from "../problem/index.ts";
import { worstFirst } from "./data-element-alias.ts";
import type { Individual } from "./individual.ts";

export type MergedDuplicate =
  | { readonly kind: "merged"; readonly individual: Individual }
  /** The rows contradict each other: hold both. The problem stands at the second row. */
  | { readonly kind: "conflict"; readonly problem: Problem };

/**
 * Makes one person of two rows with the same duplicate key: the first row stays, with the union of the
 * data elements, since a notice that leaves one out is wrong. Rows that disagree on whom the letter
 * addresses, or in what language, are a conflict and not ours to settle.
 */
export function mergeDuplicate(first: Individual, second: Individual): MergedDuplicate {
  const differing = differences(first, second);
  if (differing.length > 0) {
    return {
      kind: "conflict",
      problem: problem(
        "people/duplicate-contradicts",
        { file: second.source.file, row: second.source.row },
        { columns: differing.join(", "), otherFile: first.source.file, otherRow: first.source.row },
      ),
    };
  }
  const email = newerConsent(first.email, second.email);
  const careOf = first.careOf ?? second.careOf;
  return {
    kind: "merged",
    individual: {
      ...first,
      recipient: "name" in first.recipient ? first.recipient : second.recipient,
      dataElements: worstFirst([...first.dataElements, ...second.dataElements]),
      ...(email === undefined ? {} : { email }),
      ...(careOf === undefined ? {} : { careOf }),
      delivery: first.delivery === "substitute" && email !== undefined ? "emailOnly" : first.delivery,
    },
  };
}

function differences(first: Individual, second: Individual): readonly string[] {
  const both = (a: string | undefined, b: string | undefined) =>
    a !== undefined && b !== undefined && a !== b;
  const named = (individual: Individual) =>
    "name" in individual.recipient ? individual.recipient.name : undefined;
  return [
    first.client !== second.client && "client",
    first.status !== second.status && "status",
    first.recipient.kind !== second.recipient.kind && "recipient",
    both(named(first), named(second)) && "representative",
    both(first.careOf, second.careOf) && "careOf",
    first.language !== second.language && "language",
    both(first.dateOfBirth, second.dateOfBirth) && "dateOfBirth",
    both(first.dateOfDeath, second.dateOfDeath) && "dateOfDeath",
    first.jurisdiction !== second.jurisdiction && "state",
    addressOf(first) !== addressOf(second) &&
      first.address.kind !== "unknown" &&
      second.address.kind !== "unknown" &&
      "address",
  ].filter((column) => column !== false);
}

/** What makes two addresses two places; how they are spelled was settled by the key. */
function addressOf({ address }: Individual): string {
  return [address.country, address.state, address.zip.slice(0, 5), address.kind].join("|");
}

function newerConsent(first: Individual["email"], second: Individual["email"]): Individual["email"] {
  if (first === undefined || second === undefined) return first ?? second;
  return second.consentedOn > first.consentedOn ? second : first;
}
