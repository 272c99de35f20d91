/**
 * Loaded into a process under test (`node --import`, its threads too): numbers every point at which it may die
 * (files opened for writing, written, synced, renamed, removed; transactions begun and committed), over all its
 * threads. At the point it was told, it kills the process, lets this call and all later ones fail, ends the thread,
 * or holds the ledger by another connection.
 *
 * Or it goes on and, at every point, copies the folder as a kill or a power cut there would leave it: what a dead
 * process leaves is what its files hold at that moment, and nothing else of it matters to the next.
 *
 * The power cut is a model: what was written since a file's last fsync is gone, and (`loseNames`) so are
 * names given since the last fsync of their folder. The ledger's own file is not in it: SQLite syncs before it
 * says that a transaction is committed (but for the rows of an intake: test/ledger/power-cut.test.ts). Removals are
 * taken as lasting.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename, dirname, join, relative, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { getEnvironmentData, isMainThread, setEnvironmentData } from "node:worker_threads";

const calls = ["open", "write", "sync", "rename", "remove", "commit", "begin"];
/** Where a process may be stopped; a transaction that begins has changed nothing yet. */
const usual = calls.filter((call) => call !== "begin");

// The counter of all threads; the main thread makes it before any other begins.
if (isMainThread) setEnvironmentData("faultPoints", new SharedArrayBuffer(4));
const passed = new Int32Array(getEnvironmentData("faultPoints"));

/**
 * { kind: "count" | "kill" | "fail" | "threadExit" | "lock", under, at, points, code }, or
 * { kind: "copy", under, into, every, losses: { [name]: { power, loseNames } } }
 */
let fault;
let under;

const original = { ...fs };
const originalPromises = { ...fs.promises };

/** Inode → path and the length that is surely on disk. */
const files = new Map();
/** Folder → what a power cut would undo there. */
const names = new Map();
/** Descriptor → path, for what was opened for reading: folders that are synced. */
const opened = new Map();

/** Begins anew with another fault; of the main thread, before it starts others. */
export function meet(next) {
  fault = next;
  under = resolve(next.under);
  Atomics.store(passed, 0, 0);
  for (const known of [files, names, opened]) known.clear();
  setEnvironmentData("fault", next);
}

/** How many points were passed; closes what the fault holds, and copies what there is in the end. */
export function ended() {
  holder?.close();
  holder = undefined;
  const points = passed[0];
  if (fault.kind === "copy") copyFolder(points + 1);
  fault = { kind: "count", points: [], under };
  return points;
}

const isMine = (path) => typeof path === "string" && resolve(path).startsWith(under);
const isLedger = (path) => basename(path).startsWith("ledger.sqlite");

function pend(path, undo) {
  const folder = dirname(resolve(path));
  if (!names.has(folder)) names.set(folder, []);
  names.get(folder).push(undo);
}

// Node appends to a file with calls that are numbered here.
let isCopying = false;

/** The folder as it would be found after this point, once for every kind of loss. */
function copyFolder(number, half) {
  if (number % fault.every !== 0 && half !== undefined) return;
  isCopying = true;
  for (const [name, loss] of Object.entries(fault.losses)) {
    const copy = join(fault.into, `${name}-${number}`);
    original.cpSync(under, copy, { recursive: true });
    const there = (path) => join(copy, relative(under, resolve(path)));
    half?.(there);
    if (loss.power) cutPower(there, loss.loseNames);
  }
  isCopying = false;
}

/** @param there where a path of the folder is in the copy of it */
function cutPower(there, loseNames) {
  // New name → the name from before.
  const undone = new Map();
  if (loseNames) for (const undo of [...names.values()].flat().reverse()) undo(there, undone);
  for (const { path, synced } of files.values()) {
    let name = path;
    while (undone.has(name)) name = undone.get(name);
    const copy = there(name);
    if (original.existsSync(copy) && original.statSync(copy).size > synced) original.truncateSync(copy, synced);
  }
}

function die() {
  process.kill(process.pid, "SIGKILL");
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

let holder;
/** What another program does that writes to the ledger: it holds SQLite's own lock until the command ends. */
function holdLedger() {
  holder = new DatabaseSync(join(under, "ledger.sqlite"), { timeout: 10_000 });
  exec.call(holder, "BEGIN IMMEDIATE");
}

/** One point; `half` does, in the folder or its copy, half of what the call would do. */
function point(call, path, half = () => {}) {
  if (fault === undefined || isCopying || !(fault.points ?? usual).includes(call)) return;
  const number = Atomics.add(passed, 0, 1) + 1;
  if (fault.kind === "copy") return copyFolder(number, half);
  if (fault.kind === "count" || number < fault.at) return;
  switch (fault.kind) {
    case "kill":
      if (number > fault.at) return;
      half((path) => path);
      return die();
    case "fail":
      throw Object.assign(new Error(`${fault.code}: as the fault asks, ${call}`), {
        code: fault.code,
        syscall: call,
        path,
        ...(fault.code === "ENOSPC" && call === "commit" ? { errcode: 13 } : {}),
      });
    case "lock":
      if (number === fault.at) holdLedger();
      return;
    case "threadExit":
      if (number === fault.at && !isMainThread) process.exit(9);
      return;
    default:
      throw new Error(`there is no fault ${fault.kind}`);
  }
}

/** Half of the bytes, behind what the open file holds already. */
const halfWritten = (descriptor, content, ...rest) => (there) => {
  const file = files.get(original.fstatSync(descriptor).ino);
  if (file !== undefined) original.appendFileSync(there(file.path), halfOf(content, ...rest));
};

function noteOpened(descriptor, path, existed) {
  const { ino, size } = original.fstatSync(descriptor);
  files.set(ino, { path, synced: Math.min(files.get(ino)?.synced ?? size, size) });
  if (!existed) pend(path, (there) => original.rmSync(there(path), { force: true }));
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
  if (descriptor > 2) point("write", "", halfWritten(descriptor, content, ...rest));
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
    if (made !== undefined)
      pend(made, (there) => original.rmSync(there(made), { recursive: true, force: true }));
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
  pend(to, (there, undone) => {
    if (!original.existsSync(there(to))) return;
    original.renameSync(there(to), there(from));
    undone.set(to, from);
    if (replaced !== undefined) original.writeFileSync(there(to), replaced);
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
    point("write", "", halfWritten(this.fd, Array.isArray(content) ? content[0] : content));
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

const { prepare, exec } = DatabaseSync.prototype;
// The ledger's transactions; the lock beside it is taken with other words.
const callOf = (sql) =>
  /^\s*commit\b/i.test(sql) ? "commit" : /^\s*begin immediate\b/i.test(sql) ? "begin" : undefined;
DatabaseSync.prototype.prepare = function (sql, ...rest) {
  const statement = prepare.call(this, sql, ...rest);
  const call = callOf(sql);
  if (call === undefined) return statement;
  // A minute, otherwise, for whatever cannot be had in the end.
  if (fault?.kind === "lock") exec.call(this, "PRAGMA busy_timeout = 300");
  const { run } = statement;
  statement.run = function (...values) {
    point(call, "");
    return run.apply(this, values);
  };
  return statement;
};
DatabaseSync.prototype.exec = function (sql) {
  const call = callOf(sql);
  if (call !== undefined) point(call, "");
  return exec.call(this, sql);
};

syncBuiltinESMExports();

// Of a thread: what the main thread met. Of a process started for one fault: what the environment says.
const inEnvironment = process.env.NOTICEPRESS_FAULT;
if (isMainThread && inEnvironment !== undefined) meet(JSON.parse(inEnvironment));
if (!isMainThread) {
  fault = getEnvironmentData("fault");
  under = fault && resolve(fault.under);
}
