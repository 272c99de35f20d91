/** The thread beside the ledger's that talks with PostgreSQL; see postgres-bridge.ts. */
import { workerData } from "node:worker_threads";
import { Client } from "pg";
import { type Answer, type BridgeEnds, hasEnded, type Request } from "./postgres-bridge.ts";

const { port, signal } = workerData as BridgeEnds;
const clients = new Map<number, Client>();

// 16 is bool, 20 int8, 1700 numeric (sums of int8): numbers here, exact as far as any count goes.
const numbers = new Map<number, (text: string) => unknown>([
  [16, (text) => (text === "t" ? 1 : 0)],
  [20, Number],
  [21, Number],
  [23, Number],
  [1700, Number],
  [17, (text) => Buffer.from(text.slice(2), "hex")],
]);
const types = { getTypeParser: (oid: number) => numbers.get(oid) ?? ((text: string) => text) };

async function answerTo(request: Request): Promise<Answer> {
  if (request.kind === "open") {
    const client = new Client({
      connectionString: request.url,
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
      // A server that vanished without a word is missed in minutes, not after the system's two hours.
      keepAliveInitialDelayMillis: 10_000,
      types: types as never,
    });
    // Whoever asks next is told; without a listener the thread would end.
    client.on("error", () => {});
    await client.connect();
    clients.set(request.connection, client);
    return { kind: "ended", command: "CONNECT" };
  }
  const client = clients.get(request.connection);
  if (client === undefined) return { kind: "failed", code: "08003", text: "the connection is closed" };
  switch (request.kind) {
    case "close":
      clients.delete(request.connection);
      await client.end();
      return { kind: "ended", command: "CLOSE" };
    case "script": {
      // Of several statements the driver gives several results, whatever its types say.
      const results = [await client.query(request.text)].flat();
      return { kind: "ended", command: results.at(-1)?.command ?? "" };
    }
    case "statement": {
      const { name, text, values } = request;
      const result = await client.query({ name, text, values: [...values], rowMode: "array" });
      const columns = result.fields.map((field) => field.name);
      return { kind: "rows", columns, rows: result.rows, changed: result.rowCount ?? 0 };
    }
    default:
      return request satisfies never;
  }
}

/** What went wrong, without the values that stood in the statement: they may be people's. */
function failure(error: unknown): Answer {
  const { code = "", message = "" } = error as { code?: string; message?: string };
  return { kind: "failed", code, text: code.startsWith("22") ? "a value does not fit its column" : message };
}

function say(answer: Answer): void {
  port.postMessage(answer);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
}

port.on("message", (request: Request) => {
  answerTo(request).then(say, (error: unknown) => say(failure(error)));
});
process.on("exit", () => {
  Atomics.store(signal, 1, hasEnded);
  Atomics.add(signal, 0, 1);
  Atomics.notify(signal, 0);
});
// A sign of life: whoever waits cannot hear that this thread has ended.
setInterval(() => Atomics.add(signal, 1, 1), 1000).unref();
