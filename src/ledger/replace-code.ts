import type { Day } from "../calendar/index.ts";
import { type Problem, problem } from "../problem/index.ts";
import { type BoundCode, boundCode, codesIn, reserveCodes } from "./bind-codes.ts";
import { recordEvents } from "./event-chain.ts";
import type { Done } from "./event-record.ts";
import { Refusal, type Store } from "./store.ts";

/** Why a code is of no use to its person any more, and who says so. */
export type Voiding = Done & {
  readonly client: string;
  readonly offer: string;
  readonly individual: string;
  /** In the user's words; never a person's data. */
  readonly reason: string;
};

/** A piece that was made with a code that is void now. */
export type PieceWithVoid = {
  readonly piece: string;
  readonly mailing: string;
  readonly handedOver: boolean;
};

/** The person has another code and the former is nobody's for ever; or nothing was changed. */
export type CodeReplacement =
  | {
      readonly kind: "replaced";
      readonly code: BoundCode;
      /** 1 for the first replacement. */
      readonly round: number;
      /** What was made with the code that is void now. */
      readonly pieces: readonly PieceWithVoid[];
    }
  | { readonly kind: "refused"; readonly problems: readonly Problem[] };

function refuse(...problems: readonly Problem[]): never {
  throw new Refusal<CodeReplacement>({ kind: "refused", problems });
}

/** Inside a transaction: voids the person's code and binds the next free one; throws a `Refusal` if it cannot. */
export function replaceCode(store: Store, voiding: Voiding): CodeReplacement {
  const { client, offer, individual, reason, at, by } = voiding;
  const former = store.get<{ offer: number; clientKey: number; round: number; code: string }>(
    `SELECT a.offer, k.key AS "clientKey", a.round, c.code FROM client k
     CROSS JOIN offer o ON o.client = k.key AND o.id = ? CROSS JOIN assignment a ON a.offer = o.key AND a.individual = ?
     CROSS JOIN code c ON c.pool = a.pool AND c.position = a.position WHERE k.id = ?`,
    offer,
    individual,
    client,
  );
  if (former === undefined) return refuse(problem("ledger/no-code-to-void", { client }, { offer }));
  refuseWhilePlanned(store, client, former.clientKey, individual);
  const { reserved } = reserveCodes(store, client, offer, 1);
  const [stretch] = reserved;
  const [next] = stretch === undefined ? [] : codesIn(store, stretch);
  if (stretch === undefined || next === undefined) throw new Error("a code was reserved and is not there");
  const round = former.round + 1;
  store.insertRows(
    "binding",
    ["offer", "individual", "round", "pool", "position", "replaces", "replaced_at", "replaced_by", "reason"],
    [[former.offer, individual, round, stretch.pool, next.position, former.round, at, by ?? null, reason]],
  );
  // The event says that it was done; the reason, in a person's own words, stays with the binding.
  recordEvents(store, [
    {
      at,
      ...(by === undefined ? {} : { by }),
      kind: "codeVoided",
      client,
      individual,
      facts: { offer, round },
    },
  ]);
  return {
    kind: "replaced",
    code: boundCode(individual, next.code, next.expires as Day | null),
    round,
    pieces: piecesWith(store, former.clientKey, individual, former.code),
  };
}

/** A letter that is planned was measured with its code: another might need another sheet. */
function refuseWhilePlanned(store: Store, client: string, key: number, individual: string): void {
  const planned = store.get<{ mailing: string }>(
    `SELECT m.id AS mailing FROM outcome o CROSS JOIN mailing m ON m.key = o.mailing
     LEFT JOIN piece p ON p.mailing = o.mailing AND p.sequence = o.sequence
     WHERE o.client = ? AND o.individual = ? AND o.kind IN ('letter', 'email') AND m.state = 'open'
       AND p.sequence IS NULL`,
    key,
    individual,
  );
  if (planned !== undefined)
    refuse(problem("ledger/void-while-planned", { client }, { mailing: planned.mailing.slice(0, 8) }));
}

/** The person's pieces on which a code stands; those of a withdrawn mailing go nowhere. */
function piecesWith(store: Store, key: number, individual: string, code: string): readonly PieceWithVoid[] {
  return store
    .all<{ piece: string; mailing: string; state: string }>(
      `SELECT p.id AS piece, m.id AS mailing, m.state FROM outcome o CROSS JOIN mailing m ON m.key = o.mailing AND m.state <> 'withdrawn'
       CROSS JOIN piece p ON p.mailing = o.mailing AND p.sequence = o.sequence
       WHERE o.client = ? AND o.individual = ? AND p.code = ? ORDER BY m.key`,
      key,
      individual,
      code,
    )
    .map(({ piece, mailing, state }) => ({ piece, mailing, handedOver: state === "handedOver" }));
}
