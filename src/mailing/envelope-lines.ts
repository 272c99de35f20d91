import { type Individual, lastLines } from "../people/index.ts";

/** Whom the envelope names: the person, who speaks for a child, or who is left of one who died. */
function addressee({ name, recipient }: Individual): string {
  switch (recipient.kind) {
    case "individual":
      return name.full;
    case "parentOrGuardian":
      return recipient.name ?? `Parent or guardian of ${name.full}`;
    case "nextOfKin":
      return recipient.name ?? `Family of ${name.full}`;
  }
}

/**
 * The address block as printed, in capitals (USPS Publication 28): addressee, care-of, delivery lines, last
 * line. It says no more of anybody than a name, because it shows through the window.
 */
export function envelopeLines(individual: Individual): readonly string[] {
  const { careOf, address } = individual;
  return [
    addressee(individual).toUpperCase(),
    ...(careOf === undefined ? [] : [`C/O ${careOf.toUpperCase()}`]),
    ...address.lines,
    ...lastLines(address),
  ];
}
