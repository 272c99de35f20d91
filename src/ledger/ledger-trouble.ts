import { type Problem, problem } from "../problem/index.ts";

/** The ledger cannot be used at this moment, for a reason that is no fault of this program: the same command goes on later. */
export class LedgerUnusable extends Error {
  readonly problem: Problem;
  constructor(found: Problem) {
    super(found.code);
    this.problem = found;
    // An error that comes out of a thread keeps its own properties, not its class.
    this.name = "LedgerUnusable";
  }
}

type Thrown = {
  readonly name?: string;
  readonly code?: string;
  readonly errcode?: number;
  readonly problem?: Problem;
};

/**
 * What an error that the ledger threw, here or in a thread, says of where it is kept: another program holds it, or
 * its database does not answer. Undefined of every other error. Nothing that was committed is lost, and the next
 * run goes on.
 *
 * @param shown the place of the ledger as it may be shown: no password
 */
export function ledgerTrouble(error: unknown, shown: string): Problem | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { name, code = "", errcode = 0, problem: known } = error as Thrown;
  if (name === "LedgerUnusable") return known;
  if (name === "PostgresError") return databaseTrouble(code, shown);
  // The low byte is the kind: 5 is SQLITE_BUSY, 6 SQLITE_LOCKED (https://sqlite.org/rescode.html).
  const kind = errcode & 0xff;
  if (code === "ERR_SQLITE_ERROR" && (kind === 5 || kind === 6)) return locked(shown);
  return undefined;
}

/** The same of an SQLSTATE, or of the system's code. */
export function databaseTrouble(code: string, shown: string): Problem | undefined {
  // 55P03 is lock_not_available, 40P01 deadlock_detected.
  if (code === "55P03" || code === "40P01") return locked(shown);
  // 08… and 57P… are lost or closing connections, 25P03 one that stood still too long, 53… too many of something;
  // the rest are the system's own words.
  if (/^(08|57P|25P03|53)/.test(code) || /^E[A-Z_]+$/.test(code) || code === "")
    return problem("ledger/database-unreachable", { file: shown }, { reason: code || "timeout" });
  return undefined;
}

function locked(shown: string): Problem {
  return problem("ledger/locked", { file: shown });
}
