import type { Read } from "../problem/index.ts";
import { type IncidentLock, lockFile, lockFileInUse } from "./lock-file.ts";
import { isPostgres } from "./postgres-address.ts";
import { lockSchema, schemaInUse } from "./schema-lock.ts";

/**
 * Takes the incident for this process, or says that another has it: two that plan and write the same files
 * would undo each other's work. `place` is a file for the lock beside the ledger, or the ledger's `postgres://…`;
 * no killed process leaves either locked. Waits so long for another to end.
 */
export function lockIncident(
  place: string,
  waitMilliseconds: number,
  { schema }: { readonly schema?: string } = {},
): Read<IncidentLock | undefined> {
  return isPostgres(place) ? lockSchema(place, waitMilliseconds, schema) : lockFile(place, waitMilliseconds);
}

/**
 * Whether a process works on the incident at this moment. Takes nothing and leaves nothing behind. Throws if the
 * database cannot be reached: ask after the ledger was opened.
 */
export function incidentInUse(place: string, { schema }: { readonly schema?: string } = {}): boolean {
  return isPostgres(place) ? schemaInUse(place, schema) : lockFileInUse(place);
}
