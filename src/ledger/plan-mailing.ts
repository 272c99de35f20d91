import { problem } from "../problem/index.ts";
import { arrangePieces } from "./arrange-pieces.ts";
import { bindArranged } from "./bind-arranged.ts";
import { recordEvents } from "./event-chain.ts";
import { forgetPlan, hasVoidCodes } from "./forget-plan.ts";
import type { Mailing, Placement, PlanRequest, PlanResult } from "./mailing-plan.ts";
import { Refusal, type Store, type Value } from "./store.ts";

function refuse(...problems: (PlanResult & { kind: "refused" })["problems"]): never {
  throw new Refusal<PlanResult>({ kind: "refused", problems });
}

type Known = { key: number; purpose: Mailing["purpose"]; state: Mailing["state"] };

/** Another first mailing that might still be produced would tell the same people twice. */
function refuseIfAnotherIsOpen(store: Store, id: string, purpose: string): void {
  if (purpose !== "first") return;
  const open = store.get<{ id: string }>(
    "SELECT id FROM mailing WHERE purpose = 'first' AND state = 'open' AND id <> ?",
    id,
  );
  if (open !== undefined) refuse(problem("ledger/mailing-still-open", {}, { mailing: open.id }));
}

/** Opens a withdrawn mailing again as it was made; whoever was told meanwhile must not be told by it. */
function reopen(store: Store, id: string, known: Known): void {
  if (known.purpose === "first") {
    const told = store.get<{ count: number }>(
      `SELECT count(*) AS count FROM outcome o JOIN outcome e
         ON e.client = o.client AND e.individual = o.individual AND e.is_first_notice = 1
       WHERE o.mailing = ? AND o.kind IN ('letter', 'email')`,
      known.key,
    );
    if ((told?.count ?? 0) > 0)
      refuse(problem("ledger/told-since-withdrawn", {}, { mailing: id, count: told?.count ?? 0 }));
    store.run(
      "UPDATE outcome SET is_first_notice = 1 WHERE mailing = ? AND kind IN ('letter', 'email')",
      known.key,
    );
  }
  store.run("UPDATE mailing SET state = 'open' WHERE key = ?", known.key);
}

/** An empty `temp.placement`. */
export function startPlacing(store: Store): void {
  store.execute(`DROP TABLE IF EXISTS temp.placement;
    CREATE TEMP TABLE placement (
      seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, variant INTEGER, shard_group TEXT, sort TEXT, offer TEXT,
      reason TEXT) STRICT`);
}

/** Inside a transaction: the variant's number; `variants` are those that are known, and learns it. */
export function variantKey(store: Store, id: string, variants: Map<string, number>): number {
  const known = variants.get(id);
  if (known !== undefined) return known;
  const key =
    store.get<{ key: number }>("SELECT key FROM variant WHERE id = ?", id)?.key ??
    store.insert("INSERT INTO variant (id) VALUES (?)", id);
  variants.set(id, key);
  return key;
}

/** Inside a transaction: adds to `temp.placement`. `variants`: keys that are known, and learns more. */
export function keepPlacements(
  store: Store,
  placements: Iterable<Placement>,
  variants: Map<string, number>,
): void {
  function* rows(): Generator<readonly Value[]> {
    for (const placement of placements) {
      const { seq, kind } = placement;
      if (kind === "letter" || kind === "email") {
        const { variant, group, sort, offer } = placement;
        yield [seq, kind, variantKey(store, variant, variants), group, sort, offer, null];
      } else yield [seq, kind, null, null, null, null, kind === "excluded" ? placement.reason : null];
    }
  }
  store.insertRows(
    "temp.placement",
    ["seq", "kind", "variant", "shard_group", "sort", "offer", "reason"],
    rows(),
  );
}

/** A first mailing decides about everyone; another one about those whom it names. */
function insistOnEveryone(store: Store, purpose: Mailing["purpose"]): void {
  const counts = store.get<{ people: number; placed: number; inPlan: number }>(
    `SELECT (SELECT count(*) FROM intake_row WHERE outcome = 'person') AS people,
       (SELECT count(*) FROM temp.placement p JOIN intake_row r ON r.seq = p.seq AND r.outcome = 'person') AS placed,
       (SELECT count(*) FROM temp.placement) AS inPlan`,
  );
  if (counts === undefined || counts.placed !== counts.inPlan)
    throw new Error("a plan placed somebody who is not among the people of the intake");
  if (purpose === "first" && counts.people !== counts.placed)
    throw new Error("a first mailing must place every person of the intake");
}

const toldBefore = `FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
  CROSS JOIN outcome o ON o.client = r.client AND o.individual = r.id AND o.is_first_notice = 1
  CROSS JOIN client c ON c.key = r.client CROSS JOIN input_file f ON f.key = r.file
  WHERE p.kind <> 'excluded'`;

/** Whoever had a first notice gets no other; but an id must not have passed to somebody else since. */
function passOverTold(store: Store): void {
  const strangers = store.all<{ client: string; file: string; row: number }>(
    `SELECT c.id AS client, f.name AS file, r.row ${toldBefore} AND o.identity IS DISTINCT FROM r.identity ORDER BY p.seq LIMIT 20`,
  );
  if (strangers.length > 0)
    refuse(
      ...strangers.map(({ client, file, row }) =>
        problem("ledger/id-of-somebody-told", { client, file, row }),
      ),
    );
  store.run(
    `UPDATE temp.placement SET kind = 'alreadyTold', variant = NULL, offer = NULL, reason = NULL
     WHERE seq IN (SELECT p.seq ${toldBefore})`,
  );
}

/**
 * A wave that would write to nobody, and say of nobody anything new, is no mailing: everyone was told by an earlier
 * one. Where nobody was told and nobody can be written to, there is one, for its certificate.
 */
function refuseIfNobodyIsLeft(store: Store): void {
  const counts = store.get<{ told: number; written: number }>(
    `SELECT coalesce(sum(CASE WHEN kind = 'alreadyTold' THEN 1 ELSE 0 END), 0) AS told,
       coalesce(sum(CASE WHEN kind IN ('letter', 'email') THEN 1 ELSE 0 END), 0) AS written FROM temp.placement`,
  );
  if (counts === undefined || counts.told === 0 || counts.written > 0) return;
  const unheard = store.get(
    `SELECT 1 AS found FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
     WHERE p.kind <> 'alreadyTold' AND NOT EXISTS (
       SELECT 1 FROM outcome o JOIN mailing m ON m.key = o.mailing AND m.state <> 'withdrawn'
       WHERE o.client = r.client AND o.individual = r.id AND (o.kind = p.kind OR o.is_first_notice = 1)) LIMIT 1`,
  );
  if (unheard === undefined) refuse(problem("ledger/nobody-left-to-tell", {}, { told: counts.told }));
}

function refuseOffersWithoutPool(store: Store): void {
  const missing = store.all<{ client: string; offer: string }>(
    `SELECT DISTINCT c.id AS client, p.offer FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
     CROSS JOIN client c ON c.key = r.client LEFT JOIN offer o ON o.client = r.client AND o.id = p.offer
     WHERE p.offer IS NOT NULL AND o.key IS NULL ORDER BY c.id, p.offer`,
  );
  if (missing.length > 0)
    refuse(...missing.map(({ client, offer }) => problem("ledger/no-pool", { client }, { offer })));
}

/** The key of the mailing to be planned: a new one, or the withdrawn one that is planned anew. */
function openMailing(
  store: Store,
  known: number | undefined,
  { id, purpose, plannedAt }: PlanRequest,
  inputs: string,
): number {
  if (known === undefined)
    return store.insert(
      "INSERT INTO mailing (id, purpose, state, inputs_hash, planned_at) VALUES (?, ?, 'open', ?, ?)",
      id,
      purpose,
      inputs,
      plannedAt,
    );
  store.run(
    "UPDATE mailing SET state = 'open', purpose = ?, planned_at = ? WHERE key = ?",
    purpose,
    plannedAt,
    known,
  );
  return known;
}

/** Inside a transaction: makes the plan; throws a `Refusal` if that cannot be. */
export function planMailing(store: Store, request: PlanRequest): "planned" | "alreadyPlanned" {
  const { id, purpose, plannedAt } = request;
  const known = store.get<Known>("SELECT key, purpose, state FROM mailing WHERE id = ?", id);
  if (known !== undefined && known.state !== "withdrawn") return "alreadyPlanned";
  refuseIfAnotherIsOpen(store, id, purpose);
  if (known !== undefined) {
    const isAnew = hasVoidCodes(store, known.key);
    if (isAnew) forgetPlan(store, known.key);
    else reopen(store, id, known);
    const facts = { purpose, ...(isAnew ? { plannedAnew: 1 } : {}) };
    recordEvents(store, [{ at: plannedAt, kind: "mailingReopened", mailing: id, facts }]);
    if (!isAnew) return "alreadyPlanned";
  }
  const intake = store.get<{ hash: string }>("SELECT inputs_hash AS hash FROM intake WHERE state = 'done'");
  if (intake === undefined) throw new Error("a mailing was planned before the intake was done");
  if (request.placements !== undefined) {
    startPlacing(store);
    keepPlacements(store, request.placements, new Map());
  }
  store.filled("temp.placement");
  insistOnEveryone(store, purpose);
  if (purpose === "first") {
    passOverTold(store);
    refuseIfNobodyIsLeft(store);
  }
  refuseOffersWithoutPool(store);
  const mailing = openMailing(store, known?.key, request, intake.hash);
  arrangePieces(store, mailing, request);
  const short = bindArranged(store);
  if (short.length > 0) refuse(...short);
  store.execute("DROP TABLE temp.placement; DROP TABLE temp.arranged");
  const planned = store.get<{ pieces: number | null; shards: number }>(
    "SELECT max(last) AS pieces, count(*) AS shards FROM shard WHERE mailing = ?",
    mailing,
  );
  const facts = { purpose, inputs: intake.hash, pieces: planned?.pieces ?? 0, shards: planned?.shards ?? 0 };
  recordEvents(store, [{ at: plannedAt, kind: "mailingPlanned", mailing: id, facts }]);
  return "planned";
}
