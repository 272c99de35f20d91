import type { Duty } from "../law/index.ts";

/** How the status of a duty is said. */
export const statusWords: Readonly<Record<Duty["status"], string>> = {
  owed: "owed",
  notOwed: "not owed",
  deemed: "deemed met",
  question: "QUESTION",
};

/** Whether somebody still has to do something about the duty. */
export function dutyOpen({ status }: Duty): boolean {
  return status === "owed" || status === "question";
}

/** By when: the last day, or the words of a law that names none. */
export function dueWords({ due, dueKind }: Duty): string {
  if (due !== null) return due;
  switch (dueKind) {
    case "withoutUnreasonableDelay":
      return "without delay";
    case "contemporaneously":
      return "same time";
    case "day":
    case "none":
      return "–";
    default:
      return dueKind satisfies never;
  }
}
