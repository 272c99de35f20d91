import { describe, expect, test } from "vitest";
import { inMemory } from "./open-ledger.ts";

const decision = (proofHash: string, kind: "approved" | "rejected", reason?: string) => ({
  variant: "a US-CA",
  proofHash,
  decision: kind,
  reviewer: "R. Counsel",
  at: "2026-02-01T10:00:00Z",
  ...(reason === undefined ? {} : { reason }),
});

describe("approval of a variant whose proof is now `new`", () => {
  test.each([
    ["nothing was decided", [], "undecided"],
    ["this proof was approved", [decision("new", "approved")], "approved"],
    ["this proof was rejected", [decision("new", "rejected", "wrong phone")], "rejected"],
    ["a former proof was approved", [decision("old", "approved")], "voided"],
    ["a former proof was rejected", [decision("old", "rejected", "typo")], "undecided"],
    [
      "approved, then rejected",
      [decision("new", "approved"), decision("new", "rejected", "typo")],
      "rejected",
    ],
    [
      "rejected, then approved",
      [decision("new", "rejected", "typo"), decision("new", "approved")],
      "approved",
    ],
    [
      "approved, then another proof approved",
      [decision("new", "approved"), decision("old", "approved")],
      "voided",
    ],
  ])("%s", (_, decisions, kind) => {
    const ledger = inMemory();
    ledger.approvals.record(decisions);
    expect(ledger.approvals.stateOf("a US-CA", "new").kind).toBe(kind);
    expect(ledger.approvals.stateOf("a US-TX", "new").kind).toBe("undecided");
    expect(ledger.approvals.history("a US-CA")).toEqual(decisions);
    expect(ledger.approvals.history()).toEqual(decisions);
  });

  test("a rejection gives its reason, else nothing is recorded", () => {
    const ledger = inMemory();
    expect(() =>
      ledger.approvals.record([decision("new", "approved"), decision("new", "rejected")]),
    ).toThrow();
    expect(ledger.approvals.history()).toEqual([]);
  });
});

describe("events", () => {
  test("come back in order, by mailing, kind and person", () => {
    const ledger = inMemory();
    const at = "2026-02-10T09:00:00Z";
    const planned = { at, kind: "mailingPlanned", mailing: "m", facts: { pieces: 7 } } as const;
    const returned = {
      at,
      kind: "letterReturned",
      mailing: "m",
      client: "a",
      individual: "P-1",
      piece: "m-1",
      facts: {},
    } as const;
    const other = { at, kind: "mailingPlanned", mailing: "n", facts: {} } as const;
    ledger.events.record([planned, returned, other]);
    expect([...ledger.events.all()]).toEqual([planned, returned, other]);
    expect([...ledger.events.all({ mailing: "m" })]).toEqual([planned, returned]);
    expect([...ledger.events.all({ kind: "mailingPlanned" })]).toEqual([planned, other]);
    expect(ledger.events.of("a", "P-1")).toEqual([returned]);
    expect(ledger.events.of("b", "P-1")).toEqual([]);
  });
});
