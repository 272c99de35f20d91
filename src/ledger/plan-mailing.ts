import { problem } from "../problem/index.ts";
import { reserveCodes } from "./bind-codes.ts";
import type { Mailing, Placement, PlanRequest, PlanResult } from "./mailing-plan.ts";
import { Refusal, type Store } from "./store.ts";

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

function keepPlacements(store: Store, placements: Iterable<Placement>): void {
  store.execute(`DROP TABLE IF EXISTS temp.placement;
    CREATE TEMP TABLE placement (
      seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, variant INTEGER, shard_group TEXT, sort TEXT, offer TEXT,
      reason TEXT) STRICT`);
  const variants = new Map<string, number>();
  const variantKey = (id: string) => {
    const key =
      variants.get(id) ?? store.get<{ key: number }>("SELECT key FROM variant WHERE id = ?", id)?.key;
    const found = key ?? store.insert("INSERT INTO variant (id) VALUES (?)", id);
    variants.set(id, found);
    return found;
  };
  for (const placement of placements) {
    const inserted =
      placement.kind === "letter" || placement.kind === "email"
        ? store.run(
            "INSERT INTO temp.placement VALUES (?, ?, ?, ?, ?, ?, NULL)",
            placement.seq,
            placement.kind,
            variantKey(placement.variant),
            placement.group,
            placement.sort,
            placement.offer,
          )
        : store.run(
            "INSERT INTO temp.placement VALUES (?, ?, NULL, NULL, NULL, NULL, ?)",
            placement.seq,
            placement.kind,
            placement.kind === "excluded" ? placement.reason : null,
          );
    if (inserted !== 1) throw new Error("a placement was not kept");
  }
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
    `SELECT c.id AS client, f.name AS file, r.row ${toldBefore} AND o.identity IS NOT r.identity ORDER BY p.seq LIMIT 20`,
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

function refuseOffersWithoutPool(store: Store): void {
  const missing = store.all<{ client: string; offer: string }>(
    `SELECT DISTINCT c.id AS client, p.offer FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
     CROSS JOIN client c ON c.key = r.client LEFT JOIN offer o ON o.client = r.client AND o.id = p.offer
     WHERE p.offer IS NOT NULL AND o.key IS NULL ORDER BY c.id, p.offer`,
  );
  if (missing.length > 0)
    refuse(...missing.map(({ client, offer }) => problem("ledger/no-pool", { client }, { offer })));
}

/** Orders the pieces of the mailing and cuts the order into shards. */
function cutShards(store: Store, mailing: number, piecesPerShard: number): void {
  store.run(
    `INSERT INTO planned SELECT ?, row_number() OVER (
         ORDER BY c.id, p.kind DESC, p.shard_group, p.sort, p.seq) AS sequence,
       p.seq, r.client, r.id, p.variant, o.key
     FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq CROSS JOIN client c ON c.key = r.client
     LEFT JOIN offer o ON o.client = r.client AND o.id = p.offer
     WHERE p.kind IN ('letter', 'email') ORDER BY sequence`,
    mailing,
  );
  const groups = store.all<{ client: number; channel: string; group: string; count: number }>(
    `SELECT r.client, p.kind AS channel, p.shard_group AS "group", count(*) AS count
     FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq CROSS JOIN client c ON c.key = r.client
     WHERE p.kind IN ('letter', 'email') GROUP BY c.id, p.kind, p.shard_group
     ORDER BY c.id, p.kind DESC, p.shard_group`,
  );
  let number = 0;
  let next = 1;
  for (const { client, channel, group, count } of groups)
    for (let left = count; left > 0; left -= piecesPerShard) {
      number += 1;
      const size = Math.min(left, piecesPerShard);
      store.run(
        "INSERT INTO shard (mailing, number, client, channel, group_key, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
        mailing,
        number,
        client,
        channel,
        group,
        next,
        next + size - 1,
      );
      next += size;
    }
}

function bindPlanned(store: Store, mailing: number): void {
  const offers = store.all<{ offer: number; client: string; id: string; count: number }>(
    `SELECT p.offer, c.id AS client, o.id, count(*) - count(a.individual) AS count
     FROM planned p CROSS JOIN offer o ON o.key = p.offer CROSS JOIN client c ON c.key = o.client
     LEFT JOIN assignment a ON a.offer = p.offer AND a.individual = p.individual
     WHERE p.mailing = ? GROUP BY p.offer ORDER BY p.offer`,
    mailing,
  );
  const short = [];
  for (const { offer, client, id, count } of offers) {
    try {
      const { pool, start } = reserveCodes(store, client, id, count);
      store.run(
        `INSERT INTO assignment
         SELECT p.offer, p.individual, ?, ? + row_number() OVER (ORDER BY p.individual) - 1
         FROM planned p LEFT JOIN assignment a ON a.offer = p.offer AND a.individual = p.individual
         WHERE p.mailing = ? AND p.offer = ? AND a.individual IS NULL ORDER BY p.individual`,
        pool,
        start,
        mailing,
        offer,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      short.push(...(error.value as PlanResult & { kind: "refused" }).problems);
    }
  }
  // Every pool that is short at once, so that all codes can be ordered in one go.
  if (short.length > 0) refuse(...short);
}

/** Inside a transaction: makes the plan; throws a `Refusal` if that cannot be. */
export function planMailing(store: Store, request: PlanRequest): "planned" | "alreadyPlanned" {
  const { id, purpose, plannedAt, piecesPerShard } = request;
  const known = store.get<Known>("SELECT key, purpose, state FROM mailing WHERE id = ?", id);
  if (known !== undefined && known.state !== "withdrawn") return "alreadyPlanned";
  refuseIfAnotherIsOpen(store, id, purpose);
  if (known !== undefined) {
    reopen(store, id, known);
    return "alreadyPlanned";
  }
  const intake = store.get<{ hash: string }>("SELECT inputs_hash AS hash FROM intake WHERE state = 'done'");
  if (intake === undefined) throw new Error("a mailing was planned before the intake was done");
  keepPlacements(store, request.placements);
  insistOnEveryone(store, purpose);
  if (purpose === "first") passOverTold(store);
  refuseOffersWithoutPool(store);
  const mailing = store.insert(
    "INSERT INTO mailing (id, purpose, state, inputs_hash, planned_at) VALUES (?, ?, 'open', ?, ?)",
    id,
    purpose,
    intake.hash,
    plannedAt,
  );
  cutShards(store, mailing, piecesPerShard);
  store.run(
    `INSERT INTO outcome
     SELECT r.client, r.id, ?1, p.kind, ?2 AND p.kind IN ('letter', 'email'), r.jurisdiction, NULL, p.reason, NULL
     FROM temp.placement p CROSS JOIN intake_row r ON r.seq = p.seq
     WHERE p.kind NOT IN ('letter', 'email') ORDER BY r.client, r.id`,
    mailing,
    purpose === "first" ? 1 : 0,
  );
  store.run(
    `INSERT INTO outcome
     SELECT n.client, n.individual, n.mailing, p.kind, ?, r.jurisdiction, n.sequence, NULL, r.identity
     FROM planned n CROSS JOIN temp.placement p ON p.seq = n.seq CROSS JOIN intake_row r ON r.seq = n.seq
     WHERE n.mailing = ? ORDER BY n.client, n.individual`,
    purpose === "first" ? 1 : 0,
    mailing,
  );
  bindPlanned(store, mailing);
  store.execute("DROP TABLE temp.placement");
  return "planned";
}
