#!/usr/bin/env node
// Plain JavaScript, because an older Node cannot read the TypeScript that follows: the machine may have
// Node 20 while the project brings its own Node 24 inside node_modules.
import { spawn } from "node:child_process";
import module from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";

const self = fileURLToPath(import.meta.url);

if (Number(process.versions.node.split(".")[0]) >= 24) {
  // Half of a short command is reading the program; Node keeps what it compiled, in the system's own place.
  const { directory } = module.enableCompileCache();
  // For its threads, which would each read the program anew: a second of work and a hundred megabytes.
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= dirname(directory);
  // The heap may grow by half of what is in use between collections; by default V8 lets it grow fourfold,
  // and a run that needs 200 MB takes more than 1 GB. Measured on Node 24; look again when that changes.
  setFlagsFromString("--heap-growing-percent=50");
  // Started by an older Node (below): whoever kills that one means this one.
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
  process.channel?.unref();
  await import("./run-command-line.ts");
  // What short-lived values may take is, by now, some thirty megabytes, which serves well; V8 would go on to a
  // hundred and thirty and give nothing back. The flag that sets a limit is not heeded once Node has started.
  setFlagsFromString("--semi-space-growth-factor=1");
  // Threads that start from here on would stay at the one megabyte that V8 begins with, and collect garbage eight
  // times as often: they get all of their limit, of which this is a third, at once (mailing/thread-memory.ts).
  setFlagsFromString("--min-semi-space-size=8");
  await import("./main.ts");
} else {
  const node = module.createRequire(import.meta.url).resolve("node/bin/node");
  const child = spawn(node, [self, ...process.argv.slice(2)], {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  // Ctrl-C reaches the child through the terminal; other signals are handed on.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("exit", (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128;
  });
}
