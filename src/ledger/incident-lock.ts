import { chmodSync, existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { type Problem, problem, type Read } from "../problem/index.ts";

/** Held while one process works on an incident; the system lets go of it when the process dies. */
export type IncidentLock = { release(): void };

/**
 * Takes the incident for this process, or says that another has it: two that plan and write the same files
 * would undo each other's work. The lock is SQLite's own on a file beside the ledger, so that no killed
 * process leaves it behind. Waits so long for another to end.
 */
export function lockIncident(path: string, waitMilliseconds: number): Read<IncidentLock | undefined> {
  const db = new DatabaseSync(path, { timeout: waitMilliseconds });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    // 5 is SQLITE_BUSY.
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    const busy: Problem = problem("ledger/in-use", { file: path });
    return { value: undefined, problems: [busy] };
  }
  chmodSync(path, 0o600);
  return { value: { release: () => db.close() }, problems: [] };
}

/** Whether a process works on the incident at this moment. Takes nothing and leaves nothing behind. */
export function incidentInUse(path: string): boolean {
  if (!existsSync(path)) return false;
  const db = new DatabaseSync(path, { readOnly: true, timeout: 0 });
  try {
    db.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    // 5 is SQLITE_BUSY.
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    return true;
  } finally {
    db.close();
  }
}
