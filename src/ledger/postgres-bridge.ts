import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from "node:worker_threads";

/** One thing asked of the thread that talks with PostgreSQL; `connection` is a number given by who asks. */
export type Request = { readonly connection: number } & (
  | { readonly kind: "open"; readonly url: string }
  | { readonly kind: "script"; readonly text: string }
  | {
      readonly kind: "statement";
      readonly name: string;
      readonly text: string;
      readonly values: readonly unknown[];
    }
  | { readonly kind: "close" }
);

/** `code` is PostgreSQL's SQLSTATE or the system's, as `ECONNREFUSED`. */
export type Answer =
  | {
      readonly kind: "rows";
      readonly columns: readonly string[];
      readonly rows: readonly (readonly unknown[])[];
      readonly changed: number;
    }
  | { readonly kind: "ended"; readonly command: string }
  | { readonly kind: "failed"; readonly code: string; readonly text: string };

/** What the two threads share: a channel, and two counters (answers given; seconds that it lived, or `hasEnded`). */
export type BridgeEnds = { readonly port: MessagePort; readonly signal: Int32Array };

/** PostgreSQL refused, or cannot be reached. The message holds no value of a statement and no password. */
export class PostgresError extends Error {
  readonly code: string;
  constructor(code: string, text: string) {
    super(`the ledger's database: ${text} (${code})`);
    this.code = code;
    // Kept when the error comes out of a thread; its class is not.
    this.name = "PostgresError";
  }
}

/** Instead of the seconds that the thread lived, once it ends by itself. */
export const hasEnded = -1;

// One that ends without a word, for want of memory, is missed after so long.
const patience = 30_000;
let bridge: BridgeEnds | undefined;
let connections = 0;

/** One bridge serves all connections of a thread: while it waits for one it cannot use another. */
function startBridge(): BridgeEnds {
  const { port1: port, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(8));
  const ends: BridgeEnds = { port: port2, signal };
  const worker = new Worker(new URL("./postgres-worker.ts", import.meta.url), {
    workerData: ends,
    transferList: [port2],
  });
  const forget = () => {
    if (bridge?.signal === signal) bridge = undefined;
  };
  // Whoever waits has been told, or asks anew; without a listener the error would end the program.
  worker.on("error", forget);
  worker.on("exit", forget);
  // A ledger that nobody closed must not keep the program running.
  worker.unref();
  port.unref();
  return { port, signal };
}

/** Asks, and stands still until there is an answer: a transaction of the ledger is one function. */
function ask(request: Request): Exclude<Answer, { kind: "failed" }> {
  bridge ??= startBridge();
  const { port, signal } = bridge;
  const before = Atomics.load(signal, 0);
  port.postMessage(request);
  let lived = Atomics.load(signal, 1);
  const insistItLives = () => {
    const now = Atomics.load(signal, 1);
    if (now === lived || now === hasEnded) {
      bridge = undefined;
      throw new PostgresError("08006", "the thread that talks with it has ended");
    }
    lived = now;
  };
  while (Atomics.wait(signal, 0, before, patience) === "timed-out") insistItLives();
  let received = receiveMessageOnPort(port) as { readonly message: Answer } | undefined;
  // The count was seen to rise a moment before the answer could be taken.
  for (let rests = 1; received === undefined; rests++) {
    Atomics.wait(rest, 0, 0, 1);
    if (rests % patience === 0 || Atomics.load(signal, 1) === hasEnded) insistItLives();
    received = receiveMessageOnPort(port) as typeof received;
  }
  const answer = received.message;
  if (answer.kind === "failed") throw new PostgresError(answer.code, answer.text);
  return answer;
}

const rest = new Int32Array(new SharedArrayBuffer(4));

/** One connection to PostgreSQL, used as if it were a file: every call returns when it is done. */
export class PostgresConnection {
  readonly #number: number;
  readonly #names = new Map<string, string>();

  /** Throws a `PostgresError` if there is none to be had. */
  constructor(url: string) {
    connections += 1;
    this.#number = connections;
    ask({ connection: this.#number, kind: "open", url });
  }

  /** Statements without parameters or results; gives the word for what the last one did, as `COMMIT`. */
  script(text: string): string {
    const answer = ask({ connection: this.#number, kind: "script", text });
    return answer.kind === "ended" ? answer.command : "";
  }

  /** One statement with `$1` parameters, prepared once. */
  statement(text: string, values: readonly unknown[]): Extract<Answer, { kind: "rows" }> {
    let name = this.#names.get(text);
    if (name === undefined) {
      name = `s${this.#names.size + 1}`;
      this.#names.set(text, name);
    }
    const answer = ask({ connection: this.#number, kind: "statement", name, text, values });
    if (answer.kind === "ended") throw new Error("a statement was answered as a script");
    return answer;
  }

  close(): void {
    try {
      ask({ connection: this.#number, kind: "close" });
    } catch (error) {
      // A connection that was lost is closed.
      if (!(error instanceof PostgresError)) throw error;
    }
  }
}
