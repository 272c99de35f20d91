import { chmodSync, existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { problem, type Read } from "../problem/index.ts";

/** Held while one process works on an incident; it is let go of when the process dies. */
export type IncidentLock = { release(): void };

/** `lockIncident` by a file: the lock is SQLite's own, and the system lets go of it when the process dies. */
export function lockFile(path: string, waitMilliseconds: number): Read<IncidentLock | undefined> {
  const db = new DatabaseSync(path, { timeout: waitMilliseconds });
  try {
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    // 5 is SQLITE_BUSY.
    if ((error as { errcode?: number }).errcode !== 5) throw error;
    return { value: undefined, problems: [problem("ledger/in-use", { file: path })] };
  }
  chmodSync(path, 0o600);
  return { value: { release: () => db.close() }, problems: [] };
}

/** `incidentInUse` by a file. */
export function lockFileInUse(path: string): boolean {
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
