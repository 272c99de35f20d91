/**
 * Stops a run at every point at which it can be stopped, runs it again, and compares the end with a run that
 * was never stopped: `npm run faults`. Kinds: `kill` (SIGKILL at each open, write, fsync, rename, removal and
 * commit; a write is half done) and `killThreads` (the same while two threads press), `power` and `powerNames`
 * (what was not synced is lost; so are names whose folder was not synced), `full` and `denied` (this call and all
 * later ones fail), `thread` (a worker thread vanishes), `locked` (another connection takes the ledger and keeps
 * it), `random` (SIGKILL after a random time, over and over, on a larger mailing).
 *
 * `--kinds kill,power` some kinds; `--every 5` each fifth point; `--kills 1000 --people 3000` for `random`;
 * `--seed 1`. Exit code 0 if every end is the same, 1 if not, naming point and difference.
 *
 * What a dead process leaves is what its files hold at that moment. So the folder is copied at every point of one run
 * that goes on, as a kill or a power cut there would leave it; copies that are the same to the byte have one end, which
 * is found once. `killThreads` and `random` kill real processes. What
 * runs again does so in this process, which has read the program already.
 */
import { type ChildProcess, fork, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { day } from "../src/calendar/index.ts";
import { runHere } from "./faults/run-here.ts";

const root = join(import.meta.dirname, "..");
const launch = join(root, "src", "cli", "launch.js");
const faults = join(import.meta.dirname, "faults");
const faultPoints = join(faults, "fault-points.mjs");

const { values: words } = parseArgs({
  options: {
    kinds: { type: "string", default: "kill,killThreads,power,powerNames,full,denied,thread,locked,random" },
    every: { type: "string", default: "1" },
    kills: { type: "string", default: "100" },
    people: { type: "string", default: "3000" },
    seed: { type: "string", default: "1" },
  },
});

type Kind = "killThreads" | "full" | "denied" | "thread" | "locked";
type Fault = Readonly<Record<string, unknown>>;
type Ended = { readonly code: number | null; readonly signal: string | null; readonly text: string };

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Runs a command as a process of its own, which the fault kills. */
function killed(words: readonly string[], fault: Fault): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, NO_COLOR: "1", NOTICEPRESS_FAULT: JSON.stringify(fault) };
    const child = spawn(process.execPath, ["--import", faultPoints, launch, ...words], { env });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, text }));
  });
}

const today = day(new Date().toISOString().slice(0, 10));
let host: ChildProcess | undefined;

/** Runs a command in the process that is there for those that meet a fault and live. */
function stricken(words: readonly string[], fault: Fault): Promise<Ended & { readonly points: number }> {
  host ??= fork(join(faults, "stricken.mjs"), { execArgv: ["--import", faultPoints] });
  const serving = host;
  return new Promise((resolve, reject) => {
    const lost = (code: number | null) => reject(new Error(`the process with the fault ended with ${code}`));
    serving.once("exit", lost);
    serving.once("message", (ended: { code: number; text: string; points: number }) => {
      serving.off("exit", lost);
      resolve({ ...ended, signal: null });
    });
    serving.send({ words, fault, today });
  });
}

/** Runs a command to its end, within this process. */
async function noticepress(words: readonly string[]): Promise<Ended> {
  return { ...(await runHere(words, today)), signal: null };
}

async function insist(...words: string[]): Promise<void> {
  const { code, text } = await noticepress(words);
  if (code !== 0) throw new Error(`noticepress ${words[0]} ended with ${code}:\n${text}`);
}

/** An incident whose texts are approved; shards of a few pieces, so that many things happen. */
async function approvedIncident(dir: string, people: string, piecesPerStream: number): Promise<string> {
  await insist("sample", dir, "--people", people, "--clients", "3", "--seed", "11");
  const file = join(dir, "incident.json");
  const incident = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...incident, mailHouse: { piecesPerStream } }));
  await insist("proofs", dir);
  await insist("approve", dir, "--by", "Test Reviewer", "--all");
  return dir;
}

// Who has which code, what was planned and what was made: all but the instants at which it happened.
const ledgerQueries = [
  "SELECT a.offer, a.individual, c.code FROM assignment a JOIN code c ON c.pool = a.pool AND c.position = a.position ORDER BY 1, 2",
  "SELECT id, next, size FROM pool p JOIN offer o ON o.key = p.offer WHERE p.state = 'current' ORDER BY 1",
  "SELECT sequence, individual, variant, offer FROM planned ORDER BY mailing, sequence",
  "SELECT client, individual, kind, is_first_notice, sequence, reason FROM outcome ORDER BY mailing, client, individual",
  "SELECT path, bytes, sha256, pieces FROM output_file ORDER BY mailing, path",
  "SELECT sequence, id, first_page, pages, sheets, offset, length, hex(sha256), code FROM piece ORDER BY mailing, sequence",
  "SELECT number, client, channel, group_key, first, last, committed_at IS NULL FROM shard ORDER BY mailing, number",
];

/** Everything that a mailing leaves behind, by name: the bytes of every file, the rows of the ledger. */
function endOf(incident: string): End {
  const end = new Map<string, string>();
  const out = join(incident, "out");
  for (const name of readdirSync(out, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(out, name);
    if (statSync(path).isFile())
      end.set(relative(out, path), createHash("sha256").update(readFileSync(path)).digest("hex"));
  }
  const ledger = new DatabaseSync(join(incident, "ledger.sqlite"), { readOnly: true });
  for (const query of ledgerQueries)
    end.set(
      query,
      createHash("sha256")
        .update(JSON.stringify(ledger.prepare(query).all()))
        .digest("hex"),
    );
  ledger.close();
  return end;
}

function insistOnBothChannels(incident: string): void {
  const ledger = new DatabaseSync(join(incident, "ledger.sqlite"), { readOnly: true });
  const channels = ledger.prepare("SELECT DISTINCT channel FROM shard").all().length;
  ledger.close();
  if (channels !== 2) throw new Error("this sample has no letters or no e-mails: choose another");
}

function differences(whole: End, other: End): string[] {
  const names = new Set([...whole.keys(), ...other.keys()]);
  return [...names].filter((name) => whole.get(name) !== other.get(name));
}

/** What is lost beside the process itself: the kinds of which one run shows every end. */
const losses: Readonly<Record<string, { readonly power?: true; readonly loseNames?: true }>> = {
  kill: {},
  power: { power: true },
  powerNames: { power: true, loseNames: true },
};
const faultOf: Readonly<Record<Kind, Fault>> = {
  killThreads: { kind: "kill" },
  full: { kind: "fail", code: "ENOSPC", points: ["open", "write", "sync", "commit"] },
  denied: { kind: "fail", code: "EACCES", points: ["open", "rename", "remove"] },
  thread: { kind: "threadExit" },
  locked: { kind: "lock", points: ["begin"] },
};
/** The kinds that only mean something with worker threads. */
const inThreads: ReadonlySet<Kind> = new Set(["killThreads", "thread"]);
/** With what a run may end that met the fault and lived: 3 says that the same command goes on. */
const ends: Readonly<Record<Kind, readonly number[]>> = {
  killThreads: [],
  full: [3],
  denied: [2],
  thread: [3],
  locked: [3],
};

type End = ReadonlyMap<string, string>;
type Tally = { points: number; stopped: number; readonly wrong: string[] };

const run = (incident: string, threads = "1") => ["run", incident, "--workers", threads];

/** Whether a number of a point, out of so many, is one that is asked for; past the last, nothing stops the run. */
const isAsked = (at: number, points: number) => at % Number(words.every) === 0 || at === points + 1;

/** Runs again what was left at a point, and compares. */
async function goOn(incident: string, reference: End, wrong: (what: string) => void): Promise<void> {
  const again = await noticepress(run(incident));
  if (again.code !== 0) wrong(`run again, it ended with ${again.code}: ${again.text.slice(-300)}`);
  else for (const name of differences(reference, endOf(incident))) wrong(`another end: ${name}`);
  rmSync(incident, { recursive: true, force: true });
}

/** The content of a folder; what SQLite makes anew when a file is opened is not in it. */
function contentOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const path = join(folder, name);
    hash.update(`${name}\0`);
    if (!name.endsWith("-shm") && statSync(path).isFile()) hash.update(readFileSync(path));
  }
  return hash.digest("hex");
}

/** Runs once, and goes on from a copy of every point of it; from what is the same to the byte, once. */
async function copyEverywhere(kinds: readonly string[], approved: string, temp: string): Promise<Tally> {
  const tally: Tally = { points: 0, stopped: 0, wrong: [] };
  const whole = join(temp, "copied-whole");
  const into = join(temp, "copied");
  cpSync(approved, whole, { recursive: true });
  const asked = Object.fromEntries(kinds.map((kind) => [kind, losses[kind]]));
  const fault = { kind: "copy", losses: asked, under: whole, into, every: Number(words.every) };
  const { code, text, points } = await stricken(run(whole), fault);
  if (code !== 0) throw new Error(`the run that nothing stops ended with ${code}:\n${text}`);
  const reference = endOf(whole);
  insistOnBothChannels(whole);
  const seen = new Set<string>();
  for (const kind of kinds)
    for (let at = 1; at <= points + 1; at++) {
      if (!isAsked(at, points)) continue;
      const incident = join(into, `${kind}-${at}`);
      const wrong = (what: string) => tally.wrong.push(`${kind} at point ${at} of ${points}: ${what}`);
      tally.points += 1;
      // What it called done must be there without another run, whatever was lost with the power.
      if (at > points)
        for (const name of differences(reference, endOf(incident))) wrong(`done, and lost: ${name}`);
      const content = contentOf(incident);
      if (seen.has(content)) rmSync(incident, { recursive: true });
      else await goOn(incident, reference, wrong);
      seen.add(content);
    }
  tally.stopped = seen.size;
  rmSync(whole, { recursive: true, force: true });
  return tally;
}

/** Runs once for every point, and meets the fault there. */
async function stopEverywhere(kind: Kind, approved: string, temp: string): Promise<Tally> {
  const tally: Tally = { points: 0, stopped: 0, wrong: [] };
  const threads = inThreads.has(kind) ? "2" : "1";
  const meet = kind === "killThreads" ? killed : stricken;
  const whole = join(temp, `${kind}-whole`);
  cpSync(approved, whole, { recursive: true });
  const counted = { ...faultOf[kind], kind: "count", under: whole };
  const { code, text, points } = await stricken(run(whole, threads), counted);
  if (code !== 0) throw new Error(`the run that nothing stops ended with ${code}:\n${text}`);
  const reference = endOf(whole);
  insistOnBothChannels(whole);

  const stopAt = async (at: number): Promise<void> => {
    const incident = join(temp, `${kind}-${at}`);
    cpSync(approved, incident, { recursive: true });
    const stopped = await meet(run(incident, threads), { ...faultOf[kind], at, under: incident });
    tally.points += 1;
    const died = stopped.signal === "SIGKILL";
    if (died || stopped.code !== 0) tally.stopped += 1;
    const wrong = (what: string) => tally.wrong.push(`${kind} at point ${at} of ${points}: ${what}`);
    if (!died && stopped.code !== 0 && !ends[kind].includes(stopped.code ?? -1))
      wrong(`ended with ${stopped.code}: ${stopped.text.slice(-300)}`);
    if (stopped.code === 0)
      for (const name of differences(reference, endOf(incident))) wrong(`done, and lost: ${name}`);
    await goOn(incident, reference, wrong);
  };
  for (let at = 1; at <= points + 1; at++) if (isAsked(at, points)) await stopAt(at);
  rmSync(whole, { recursive: true, force: true });
  return tally;
}

/** Numbers from 0 to 1 that the seed decides (mulberry32). */
function* randomNumbers(seed: number): Generator<number, never> {
  for (let state = seed; ; ) {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    yield ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** Kills a run after a random time, over and over; whenever it came to its end, compares and begins anew. */
async function killAtRandom(temp: string): Promise<Tally> {
  const tally: Tally = { points: 0, stopped: 0, wrong: [] };
  const approved = await approvedIncident(join(temp, "larger"), words.people, 60);
  const whole = join(temp, "random-whole");
  cpSync(approved, whole, { recursive: true });
  const started = performance.now();
  await insist("run", whole);
  const length = performance.now() - started;
  const reference = endOf(whole);
  const random = randomNumbers(Number(words.seed));
  const incident = join(temp, "random");
  let kills = 0;
  let ends = 0;
  while (kills < Number(words.kills)) {
    rmSync(incident, { recursive: true, force: true });
    cpSync(approved, incident, { recursive: true });
    for (let ended = false; !ended; ) {
      // A third of the way at most, so that one mailing is killed many times on its way.
      const patience = 200 + random.next().value * (length / 3);
      const killed = kills < Number(words.kills) && (await killedAfter(patience, "run", incident));
      if (killed) kills += 1;
      ended = !killed && (await noticepress(["run", incident])).code === 0;
      if (!killed && !ended) tally.wrong.push(`random: after ${kills} kills the run does not end`);
      // Without luck a mailing never ends: every eighth time it is let through.
      if (killed && kills % 8 === 0) ended = (await noticepress(["run", incident])).code === 0;
    }
    ends += 1;
    for (const name of differences(reference, endOf(incident)))
      tally.wrong.push(`random: another end after ${kills} kills: ${name}`);
    const verified = await noticepress(["verify", incident]);
    if (verified.code !== 0) tally.wrong.push(`random: verify ended with ${verified.code}`);
  }
  tally.points += kills;
  tally.stopped += kills;
  say(
    `  ${kills} kills at random over ${ends} mailings of ${words.people} people (${Math.round(length)} ms each)`,
  );
  return tally;
}

function killedAfter(milliseconds: number, ...command: string[]): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [launch, ...command], { stdio: "ignore" });
    const timer = setTimeout(() => child.kill("SIGKILL"), milliseconds);
    child.on("error", reject);
    child.on("exit", (_, signal) => {
      clearTimeout(timer);
      resolve(signal === "SIGKILL");
    });
  });
}

const temp = mkdtempSync(join(tmpdir(), "noticepress-faults-"));
process.on("exit", () => rmSync(temp, { recursive: true, force: true }));
const asked = words.kinds.split(",");
const approved = await approvedIncident(join(temp, "approved"), "20", 3);
let wrong = 0;

async function tell(kind: string, met: () => Promise<Tally>): Promise<void> {
  const started = performance.now();
  const tally = await met();
  const seconds = Math.round((performance.now() - started) / 1000);
  say(
    `${kind}: ${tally.points} points, ${tally.stopped} different; ${tally.wrong.length} wrong ends; ${seconds} s`,
  );
  for (const line of tally.wrong.slice(0, 20)) say(`  ${line}`);
  wrong += tally.wrong.length;
}

const copied = asked.filter((kind) => losses[kind] !== undefined);
if (copied.length > 0) await tell(copied.join(", "), () => copyEverywhere(copied, approved, temp));
for (const kind of asked)
  if (kind === "random") await tell(kind, () => killAtRandom(temp));
  else if (!copied.includes(kind)) await tell(kind, () => stopEverywhere(kind as Kind, approved, temp));
host?.kill();
process.exitCode = wrong === 0 ? 0 : 1;
