/** Ends the reading of a file that is not drawn; it is caught where the reading began, and becomes a value. */
export class Refused extends Error {}

/** Refuses the file, saying what it has. */
export function refuse(what: string): never {
  throw new Refused(what);
}
