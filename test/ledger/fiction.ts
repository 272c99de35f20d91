import { createHash } from "node:crypto";
import type { Day } from "../../src/calendar/index.ts";
import type { Ledger, Piece, Placement } from "../../src/ledger/index.ts";
import type { Individual, RowOutcome } from "../../src/people/index.ts";
import { problem } from "../../src/problem/index.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

export type Sketch = {
  readonly row: number;
  readonly client?: string;
  readonly file?: string;
  readonly id?: string;
  readonly name?: string;
  readonly street?: string;
  readonly state?: string;
  readonly elements?: Individual["dataElements"];
  readonly delivery?: Individual["delivery"];
};

export function person(sketch: Sketch): Extract<RowOutcome, { kind: "person" }> {
  const {
    row,
    client = "a",
    file = "people.csv",
    state = "CA",
    delivery = "mail",
    elements = ["ssn"],
  } = sketch;
  const id = sketch.id ?? `P-${String(row).padStart(6, "0")}`;
  const name = sketch.name ?? `Person ${row}`;
  const street = sketch.street ?? `${row} MAIN ST`;
  return {
    kind: "person",
    row,
    problems: [],
    duplicateKey: sha256(`same ${client} ${name} ${street}`).slice(0, 32),
    possibleDuplicateKey: sha256(`maybe ${client} ${name}`).slice(0, 32),
    individual: {
      client,
      id,
      name: { full: name },
      status: "adult",
      recipient: { kind: "individual" },
      address: { lines: [street], city: "SPRINGFIELD", state, zip: "90001", country: "US", kind: "state" },
      delivery,
      jurisdiction: `US-${state}`,
      dateOfBirth: "1970-01-01" as Day,
      language: "en",
      dataElements: elements,
      source: { file, row },
    },
  };
}

export const heldRow = (row: number, id?: string): RowOutcome => ({
  kind: "held",
  row,
  problems: [problem("people/column-unknown", { file: "people.csv", row })],
  jurisdiction: "US-TX",
  ...(id === undefined ? {} : { id }),
});

export const suppressedRow = (row: number): RowOutcome => ({
  kind: "suppressed",
  row,
  reason: "optOut",
  jurisdiction: "US-NV",
  problems: [],
});

/** The union of the data elements; two ways of delivery contradict each other. */
export function merge(first: Individual, second: Individual) {
  if (first.delivery !== second.delivery)
    return [problem("people/column-unknown", { row: second.source.row }, { contradiction: "delivery" })];
  return { ...first, dataElements: [...new Set([...first.dataElements, ...second.dataElements])] };
}

/** Takes in one file of one client. */
export function takeIn(ledger: Ledger, hash: string, rows: readonly RowOutcome[], client = "a"): void {
  ledger.intake.begin(hash);
  ledger.intake.add(client, "people.csv", rows);
  ledger.intake.finish(merge);
}

export const codes = (count: number, prefix = "CODE") =>
  Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    code: `${prefix}-${String(index).padStart(8, "0")}`,
  }));

export const pool = (
  offer: string,
  content: string,
  more: { client?: string; for?: "adult" | "minor" } = {},
) => ({
  client: more.client ?? "a",
  offer,
  for: more.for ?? ("adult" as const),
  file: `codes/${offer}.csv`,
  sha256: sha256(content),
});

/** Everyone by letter in the variant of their state, ordered by name; who cannot be mailed is substitute. */
export function* byState(ledger: Ledger, offer: string | null = null): Generator<Placement> {
  for (const { seq, individual } of ledger.intake.people()) {
    if (individual.delivery === "substitute") yield { seq, kind: "substitute" };
    else
      yield {
        seq,
        kind: individual.delivery === "emailOnly" ? "email" : "letter",
        variant: `${individual.client} ${individual.jurisdiction}`,
        group: individual.jurisdiction,
        sort: individual.name.full,
        offer,
      };
  }
}

/** What a producer would commit for a shard: bytes that depend on nothing but the plan. */
export function made(ledger: Ledger, mailing: string, shard: number) {
  const path = `a/print/${mailing}-${shard}.pdf`;
  const pieces: Piece[] = ledger.mailings
    .pieces(mailing, shard)
    .map(({ sequence, individual, code }, index) => ({
      sequence,
      id: `${mailing}-${String(sequence).padStart(8, "0")}`,
      individual: individual.id,
      code,
      file: path,
      firstPage: index * 3,
      pages: 3,
      sheets: 2,
      offset: index * 2000,
      length: 2000,
      sha256: sha256(`${mailing} ${sequence} ${individual.id} ${code}`),
    }));
  const bytes = sha256(pieces.map((piece) => piece.sha256).join());
  return {
    mailing,
    shard,
    at: "2026-02-10T09:00:00Z",
    pieces,
    files: [{ path, bytes: pieces.length * 2000, sha256: bytes, pieces: pieces.length }],
  };
}

export const plannedAt = "2026-02-09T09:00:00Z";
