import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isPostgres, type LedgerOptions, postgresAddress, schemaOfIncident } from "../ledger/index.ts";
import { writeDurably } from "../mailing/index.ts";
import { type Problem, problem, type Read } from "../problem/index.ts";

/** Where an incident's ledger is: a file beside it, or a schema of a PostgreSQL database. */
export type LedgerSite = { readonly path: string; readonly options?: LedgerOptions };

// Beside the incident, not under the output: deleting output must not forget who has which code.
const fileName = "ledger.sqlite";
// Says that the ledger is in a database and in which: whoever forgets --database must not begin a second one.
const elsewhereName = "ledger.json";

type Elsewhere = { readonly format: 1; readonly database: string; readonly schema: string };

function elsewhere(dir: string): Elsewhere | undefined {
  const path = join(dir, elsewhereName);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Elsewhere) : undefined;
}

/**
 * Where the ledger of the incident in this folder is, by what was chosen when it was begun. The value is
 * undefined with a problem if `database` (`--database`) contradicts that, and without one if nothing was begun
 * and `incidentId` is not given.
 */
export function ledgerSite(
  folder: string,
  database: string | undefined,
  incidentId?: string,
): Read<LedgerSite | undefined> {
  const dir = resolve(folder);
  const refuse = (found: Problem) => ({ value: undefined, problems: [found] });
  const file = join(dir, fileName);
  const known = elsewhere(dir);
  if (database === undefined) {
    if (known !== undefined)
      return refuse(problem("cli/ledger-is-in-a-database", { file: elsewhereName }, { ...known }));
    return { value: { path: file }, problems: [] };
  }
  if (!isPostgres(database)) return refuse(problem("cli/not-a-database", {}));
  if (existsSync(file)) return refuse(problem("cli/ledger-is-a-file", { file: fileName }));
  const schema = known?.schema ?? (incidentId === undefined ? undefined : schemaOfIncident(incidentId));
  if (schema === undefined) return { value: undefined, problems: [] };
  const shown = postgresAddress(database, schema)?.shown ?? "";
  if (known !== undefined && known.database !== shown)
    return refuse(problem("cli/ledger-is-in-a-database", { file: elsewhereName }, { ...known }));
  return { value: { path: database, options: { schema } }, problems: [] };
}

/** The place of the incident's ledger as it may be shown: without the password of a database. */
export function shownSite(folder: string, database: string | undefined): string {
  if (database === undefined) return join(resolve(folder), fileName);
  return elsewhere(resolve(folder))?.database ?? postgresAddress(database)?.shown ?? "the database";
}

/** Writes down that the ledger is in a database, before anything is recorded there. */
export function rememberSite(folder: string, { path, options }: LedgerSite): void {
  const dir = resolve(folder);
  if (!isPostgres(path) || elsewhere(dir) !== undefined || options?.schema === undefined) return;
  const address = postgresAddress(path, options.schema);
  const written: Elsewhere = { format: 1, database: address?.shown ?? "", schema: options.schema };
  writeDurably(join(dir, elsewhereName), `${JSON.stringify(written, null, 2)}\n`);
}

/** Whether the incident has a ledger of its own: whether anything was ever approved or run. */
export function hasLedger(folder: string): boolean {
  const dir = resolve(folder);
  return existsSync(join(dir, fileName)) || existsSync(join(dir, elsewhereName));
}
