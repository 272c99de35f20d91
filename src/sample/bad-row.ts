import { unprintableName } from "./sample-name.ts";
import type { Cells } from "./sample-row.ts";

/** What is wrong with a bad row. Each must be caught by the check, and the person held. */
export const badRowKinds = [
  "adultBornAsMinor",
  "deceasedWithoutSecondFact",
  "zipOfAnotherState",
  "unknownState",
  "bornInTheFuture",
  "unprintableName",
  "nameMissing",
  "birthDateIsNoDay",
] as const;
export type BadRowKind = (typeof badRowKinds)[number];

/** Spoils the good row of an adult with an address in a state. */
export function spoil(cells: Cells, kind: BadRowKind): Cells {
  switch (kind) {
    case "adultBornAsMinor":
      return { ...cells, dateOfBirth: "2014-05-17" };
    case "deceasedWithoutSecondFact":
      return { ...cells, status: "deceased" };
    case "zipOfAnotherState":
      return { ...cells, zip: "99801" }; // Juneau; nobody in a sample lives in Alaska
    case "unknownState":
      return { ...cells, state: "ZZ" };
    case "bornInTheFuture":
      return { ...cells, dateOfBirth: "2031-02-11" };
    case "unprintableName":
      return {
        ...cells,
        fullName: `${unprintableName.last}${unprintableName.first}`,
        firstName: unprintableName.first,
        middleName: "",
        lastName: unprintableName.last ?? "",
        suffix: "",
      };
    case "nameMissing":
      return { ...cells, fullName: "", firstName: "", middleName: "", lastName: "", suffix: "" };
    case "birthDateIsNoDay":
      return { ...cells, dateOfBirth: "1987-13-45" };
  }
}
