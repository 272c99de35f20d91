import { problem, type Read } from "../problem/index.ts";
import type { IncidentLock } from "./lock-file.ts";
import { unusable } from "./open-postgres.ts";
import { type PostgresAddress, postgresAddress, schemaLock } from "./postgres-address.ts";
import { PostgresConnection, PostgresError } from "./postgres-bridge.ts";

/** `NPRL`: beside the lock of the ledger's writers, `NPRS`. */
const lockSpace = 0x4e50524c;

/**
 * `lockIncident` by the database: an advisory lock of a connection of its own, which the server lets go of when
 * the connection ends, however it ends.
 */
export function lockSchema(
  place: string,
  waitMilliseconds: number,
  schema: string | undefined,
): Read<IncidentLock | undefined> {
  const address = postgresAddress(place, schema);
  if (address === undefined) return { value: undefined, problems: [problem("ledger/schema-name", {})] };
  let connection: PostgresConnection | undefined;
  try {
    connection = new PostgresConnection(address.url);
    if (takes(connection, address, waitMilliseconds)) {
      const held = connection;
      return { value: { release: () => held.close() }, problems: [] };
    }
    connection.close();
    return { value: undefined, problems: [problem("ledger/in-use", { file: address.shown })] };
  } catch (error) {
    connection?.close();
    const known = unusable(error, address.shown);
    if (known === undefined) throw error;
    return { value: undefined, problems: [known] };
  }
}

function takes(connection: PostgresConnection, { schema }: PostgresAddress, wait: number): boolean {
  const lock = [lockSpace, schemaLock(schema)];
  // A wait of 0 would be one without end.
  if (wait === 0)
    return connection.statement("SELECT pg_try_advisory_lock($1::int, $2::int)", lock).rows[0]?.[0] === 1;
  try {
    connection.script(`SET lock_timeout TO ${wait}`);
    connection.statement("SELECT 1 FROM pg_advisory_lock($1::int, $2::int)", lock);
    return true;
  } catch (error) {
    // 55P03 is lock_not_available.
    if (error instanceof PostgresError && error.code === "55P03") return false;
    throw error;
  }
}

/** `incidentInUse` by the database. */
export function schemaInUse(place: string, schema: string | undefined): boolean {
  const address = postgresAddress(place, schema);
  if (address === undefined) return false;
  const connection = new PostgresConnection(address.url);
  try {
    // Locks are shown as unsigned; 2 says that there are two numbers to them.
    const { rows } = connection.statement(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = $1::bigint
         AND objid = $2::bigint AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      [lockSpace, schemaLock(address.schema) >>> 0],
    );
    return rows.length > 0;
  } finally {
    connection.close();
  }
}
