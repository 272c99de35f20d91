import { createHash } from "node:crypto";

/** Where a ledger is in PostgreSQL. */
export type PostgresAddress = {
  /** For the driver: may hold a password, so it is never shown. */
  readonly url: string;
  /** A ledger has a schema of its own, so that one database may hold many incidents. */
  readonly schema: string;
  /** For problems and errors: host, database and schema. */
  readonly shown: string;
};

/** True of `postgres://…` and `postgresql://…`; anything else is a path. */
export function isPostgres(place: string): boolean {
  return /^postgres(ql)?:\/\//.test(place);
}

/**
 * Reads a PostgreSQL URL. The schema is `schema`, or the URL's parameter of that name, or `noticepress`;
 * undefined if that is no name for one: small letters, digits, `_` and `-`, 63 at most.
 */
export function postgresAddress(place: string, schema?: string): PostgresAddress | undefined {
  const [address = "", query = ""] = place.split("?", 2);
  const parameters = new URLSearchParams(query);
  const name = schema ?? parameters.get("schema") ?? "noticepress";
  if (!/^[a-z_][a-z0-9_-]{0,62}$/.test(name) || name.startsWith("pg_")) return undefined;
  parameters.delete("schema");
  // All before the last @ may be a password.
  const hostAndDatabase = address.replace(/^postgres(ql)?:\/\/(.*@)?/, "");
  const rest = parameters.size > 0 ? `?${parameters}` : "";
  return { url: address + rest, schema: name, shown: `postgres://${hostAndDatabase} (${name})` };
}

/** The schema of an incident: its id, made a name that `postgresAddress` takes. */
export function schemaOfIncident(incidentId: string): string {
  const name = `noticepress_${incidentId.toLowerCase().replace(/[^a-z0-9_-]/g, "_")}`;
  if (name === `noticepress_${incidentId}` && name.length <= 63) return name;
  // Two ids must not become one name.
  return `${name.slice(0, 50)}_${createHash("sha256").update(incidentId).digest("hex").slice(0, 12)}`;
}

/** The number by which locks of a schema are known to the server: two schemas may share one, and then wait. */
export function schemaLock(schema: string): number {
  return createHash("sha256").update(schema).digest().readInt32BE(0);
}
