import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import type { PoolCode, PoolFile, PoolLoad } from "./pool-file.ts";
import type { Store } from "./store.ts";

/** Where a load stands; the file's row in the ledger, and what it brought until now. */
export type Loading = {
  readonly file: PoolFile;
  readonly offer: number;
  readonly pool: number;
  readonly load: { -readonly [Count in keyof PoolLoad]: PoolLoad[Count] } & { readonly problems: Problem[] };
};

const shownProblems = 20;

type Claim = {
  place: number;
  row: number;
  file: string;
  pool: number;
  offer: number;
  audience: string;
  state: string;
  given: number;
};

/** Inside a transaction: places the next codes of a file. */
export function placeCodes(store: Store, loading: Loading, codes: readonly PoolCode[]): void {
  const { file, pool, load } = loading;
  const claims = new Map(claimsOn(store, codes).map((claim) => [claim.place, claim]));
  const rowOf = new Map<string, number>();
  const taken: PoolCode[] = [];
  const free: string[] = [];
  codes.forEach((each, place) => {
    load.rows += 1;
    const claim = claims.get(place);
    const earlierRow = rowOf.get(each.code);
    if (earlierRow !== undefined) {
      refuse(loading, "ledger/code-twice-in-pool", each.row, file.file, earlierRow);
      return;
    }
    if (claim !== undefined) {
      const is = standing(claim, loading);
      if (is === "ours") {
        load.bound += 1;
        return;
      }
      if (is !== "free") {
        refuse(loading, is, each.row, claim.file, claim.row);
        return;
      }
      free.push(each.code);
    }
    rowOf.set(each.code, each.row);
    taken.push(each);
  });
  // A code of a file that is a pool no more: its row there goes, so that it stands in one place only.
  if (free.length > 0)
    store.run(`DELETE FROM code WHERE code IN (SELECT j.id FROM ${store.listed} j)`, store.list(free));
  const start = load.added;
  store.insertRows(
    "code",
    ["pool", "position", "code", "expires", "row"],
    taken.map(({ code, expires, row }, index) => [pool, start + index, code, expires ?? null, row]),
  );
  load.added += taken.length;
}

function claimsOn(store: Store, codes: readonly PoolCode[]): readonly Claim[] {
  return store.all<Claim>(
    `SELECT j.place, c.row, p.file, c.pool, p.offer, o.audience, p.state,
       CASE WHEN EXISTS (SELECT 1 FROM binding b WHERE b.pool = c.pool AND b.position = c.position)
         THEN 1 ELSE 0 END AS given
     FROM ${store.listed} j CROSS JOIN code c ON c.code = j.id CROSS JOIN pool p ON p.key = c.pool
     CROSS JOIN offer o ON o.key = p.offer`,
    store.list(codes.map(({ code }) => code)),
  );
}

/** Whether a known code may be taken, is with a person of this very offer, or why it is refused. */
function standing(claim: Claim, { file, offer, pool }: Loading): "free" | "ours" | ProblemCode {
  if (claim.pool === pool) return "ledger/code-twice-in-pool";
  if (claim.given === 1) {
    if (claim.offer !== offer) return "ledger/code-already-given";
    // Two files that are pools at once have a code of one of them twice, whoever has it.
    return claim.state === "retired" ? "ours" : "ledger/code-in-two-pools";
  }
  if (claim.state === "retired") return "free";
  return claim.audience === file.for ? "ledger/code-in-two-pools" : "ledger/code-for-adults-and-minors";
}

function refuse(
  { file, load }: Loading,
  code: ProblemCode,
  row: number,
  otherFile: string,
  otherRow: number,
): void {
  load.refused += 1;
  if (load.problems.length < shownProblems)
    load.problems.push(
      problem(code, { client: file.client, file: file.file, row, column: "code" }, { otherFile, otherRow }),
    );
}
