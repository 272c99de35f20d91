/**
 * Loaded into a command under test (`node --import`): numbers every point at which a process may die (files
 * opened for writing, written, synced, renamed, removed; transactions committed), over all its threads. At the
 * point it was told, it kills the process, cuts the power, or lets this call and all later ones fail.
 *
 * The power cut is a model: what was written since a file's last fsync is gone, and (`loseNames`) so are
 * names given since the last fsync of their folder. The ledger's own file is not in it: SQLite syncs before it
 * says that a transaction is committed. Removals are taken as lasting.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

/** { kind: "count" | "kill" | "power" | "fail" | "threadExit", at, points, loseNames, code, under, report } */
const fault = JSON.parse(process.env.NOTICEPRESS_FAULT ?? '{"kind":"count"}');
const under = resolve(fault.under);
const calls = ["open", "write", "sync", "rename", "remove", "commit"];

// The counters of all threads; the main thread makes them before any other begins.
if (isMainThread) setEnvironmentData("faultPoints", new SharedArrayBuffer(4 * (calls.length + 2)));
const counters = new Int32Array(getEnvironmentData("faultPoints"));
const passed = calls.length;

const original = { ...fs };
const originalPromises = { ...fs.promises };

/** Inode → path and the length that is surely on disk. */
const files = new Map();
/** Folder → what a power cut would undo there. */
const names = new Map();
/** Descriptor → path, for what was opened for reading: folders that are synced. */
const opened = new Map();

const isMine = (path) => typeof path === "string" && resolve(path).startsWith(under);
const isLedger = (path) => basename(path).startsWith("ledger.sqlite");

function pend(path, undo) {
  const folder = dirname(resolve(path));
  if (!names.has(folder)) names.set(folder, []);
  names.get(folder).push(undo);
}

let isDark = false;

function cutPower() {
  isDark = true;
  if (fault.loseNames) for (const undo of [...names.values()].flat().reverse()) undo();
  for (const { path, synced } of files.values())
    if (original.existsSync(path) && original.statSync(path).size > synced) original.truncateSync(path, synced);
}

function die() {
  process.kill(process.pid, "SIGKILL");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** One point; `half` does half of what the call would do, before a kill. */
function point(call, path, half = () => {}) {
  if (isDark || (fault.points !== undefined && !fault.points.includes(call))) return;
  Atomics.add(counters, calls.indexOf(call), 1);
  const number = Atomics.add(counters, passed, 1) + 1;
  if (fault.kind === "count" || number < fault.at) return;
  switch (fault.kind) {
    case "kill":
      if (number > fault.at) return;
      half();
      return die();
    case "power":
      if (number > fault.at) return;
      cutPower();
      return die();
    case "fail":
      throw Object.assign(new Error(`${fault.code}: as the fault asks, ${call}`), {
        code: fault.code,
        syscall: call,
        path,
        ...(fault.code === "ENOSPC" && call === "commit" ? { errcode: 13 } : {}),
      });
    case "threadExit":
      if (number === fault.at && !isMainThread) process.exit(9);
      return;
    default:
      throw new Error(`there is no fault ${fault.kind}`);
  }
}

function noteOpened(descriptor, path, existed) {
  const { ino, size } = original.fstatSync(descriptor);
  files.set(ino, { path, synced: Math.min(files.get(ino)?.synced ?? size, size) });
  if (!existed) pend(path, () => original.rmSync(path, { force: true }));
}

function noteSynced(descriptor) {
  const stat = original.fstatSync(descriptor);
  if (stat.isFile()) {
    const file = files.get(stat.ino);
    if (file !== undefined) file.synced = stat.size;
  } else names.delete(resolve(opened.get(descriptor) ?? ""));
}

const writing = (flags) => flags !== undefined && flags !== "r";

fs.openSync = (path, flags, ...rest) => {
  const mine = isMine(path) && writing(flags) && !isLedger(path);
  const existed = mine && original.existsSync(path);
  if (mine) point("open", path);
  const descriptor = original.openSync(path, flags, ...rest);
  if (mine) noteOpened(descriptor, path, existed);
  else if (isMine(path)) opened.set(descriptor, path);
  return descriptor;
};
fs.writeSync = (descriptor, content, ...rest) => {
  if (descriptor > 2) point("write", "", () => original.writeSync(descriptor, halfOf(content, ...rest)));
  return original.writeSync(descriptor, content, ...rest);
};
fs.fsyncSync = (descriptor) => {
  point("sync", "");
  original.fsyncSync(descriptor);
  noteSynced(descriptor);
};
fs.fdatasyncSync = (descriptor) => {
  point("sync", "");
  original.fdatasyncSync(descriptor);
  noteSynced(descriptor);
};
for (const name of ["fsync", "fdatasync"])
  fs[name] = (descriptor, done) => {
    try {
      point("sync", "");
    } catch (error) {
      return done(error);
    }
    original[name](descriptor, (error) => {
      if (error === null) noteSynced(descriptor);
      done(error);
    });
  };
fs.renameSync = (from, to) => {
  point("rename", from);
  rename(from, to);
};
fs.rmSync = (path, ...rest) => {
  if (isMine(path) && original.existsSync(path)) point("remove", path);
  original.rmSync(path, ...rest);
};
fs.unlinkSync = (path) => {
  if (isMine(path)) point("remove", path);
  original.unlinkSync(path);
};
fs.mkdirSync = (path, options) => {
  const first = original.mkdirSync(path, options);
  if (isMine(path)) {
    const made = options?.recursive === true ? first : path;
    if (made !== undefined) pend(made, () => original.rmSync(made, { recursive: true, force: true }));
  }
  return first;
};
fs.writeFileSync = (path, content, options) => {
  if (typeof path !== "string" || !isMine(path)) return original.writeFileSync(path, content, options);
  const descriptor = fs.openSync(path, options?.flag ?? "w", options?.mode ?? 0o666);
  try {
    fs.writeSync(descriptor, typeof content === "string" ? Buffer.from(content) : content);
  } finally {
    original.closeSync(descriptor);
  }
};

function halfOf(content, offset = 0) {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return bytes.subarray(offset, offset + Math.ceil((bytes.length - offset) / 2));
}

function rename(from, to) {
  const replaced = original.existsSync(to) ? original.readFileSync(to) : undefined;
  original.renameSync(from, to);
  const { ino } = original.statSync(to);
  const file = files.get(ino);
  if (file !== undefined) file.path = to;
  pend(to, () => {
    if (!original.existsSync(to)) return;
    original.renameSync(to, from);
    if (file !== undefined) file.path = from;
    if (replaced !== undefined) original.writeFileSync(to, replaced);
  });
}

fs.promises.open = async (path, flags, ...rest) => {
  const mine = isMine(path) && writing(flags);
  const existed = mine && original.existsSync(path);
  if (mine) point("open", path);
  const handle = await originalPromises.open(path, flags, ...rest);
  if (mine) noteOpened(handle.fd, path, existed);
  return handle;
};
fs.promises.rename = async (from, to) => {
  point("rename", from);
  rename(from, to);
};

// FileHandle is not exported: its prototype is taken from a handle.
const handle = await originalPromises.open(import.meta.filename);
const fileHandle = Object.getPrototypeOf(handle);
await handle.close();
for (const name of ["write", "writev", "writeFile", "appendFile"]) {
  const plain = fileHandle[name];
  fileHandle[name] = async function (content, ...rest) {
    point("write", "", () =>
      original.writeSync(this.fd, halfOf(Array.isArray(content) ? content[0] : content)),
    );
    return plain.call(this, content, ...rest);
  };
}
for (const name of ["sync", "datasync"]) {
  const plain = fileHandle[name];
  fileHandle[name] = async function () {
    point("sync", "");
    await plain.call(this);
    noteSynced(this.fd);
  };
}

const commits = /^\s*commit\b/i;
const { prepare, exec } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  if (!commits.test(sql)) return statement;
  const { run } = statement;
  statement.run = function (...values) {
    point("commit", "");
    return run.apply(this, values);
  };
  return statement;
};
DatabaseSync.prototype.exec = function (sql) {
  if (commits.test(sql)) point("commit", "");
  return exec.call(this, sql);
};

syncBuiltinESMExports();

if (isMainThread)
  process.on("exit", () => {
    if (fault.kind === "power" && counters[passed] < fault.at) cutPower();
    if (fault.report === undefined) return;
    const counts = Object.fromEntries(calls.map((call, index) => [call, counters[index]]));
    original.writeFileSync(fault.report, JSON.stringify({ points: counters[passed], ...counts }));
  });

