import { readdirSync, readFileSync } from "node:fs";

// USER_HZ, which Linux fixes for what it shows of processes.
const ticksPerSecond = 100;

type Processes = { readonly cpuSeconds: number; readonly megabytes: number };

/**
 * CPU time and memory of the processes below this one, as Linux tells them (proc(5)); nothing elsewhere.
 * Memory is the proportional share, so that what they share is counted once.
 */
export function childProcesses(): Processes {
  let ids: readonly string[];
  try {
    ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return { cpuSeconds: 0, megabytes: 0 };
  }
  const parents = new Map<number, { parent: number; ticks: number }>();
  for (const id of ids) {
    const stat = contentOf(`/proc/${id}/stat`);
    if (stat === undefined) continue;
    // The name stands in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [user, system, childUser, childSystem] = fields.slice(11, 15).map(Number);
    const ticks = (user ?? 0) + (system ?? 0) + (childUser ?? 0) + (childSystem ?? 0);
    parents.set(Number(id), { parent: Number(fields[1]), ticks });
  }
  const isBelow = (id: number): boolean => {
    const parent = parents.get(id)?.parent;
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  let ticks = 0;
  let kilobytes = 0;
  for (const [id, process] of parents) {
    if (!isBelow(id)) continue;
    ticks += process.ticks;
    kilobytes += Number(/^Pss:\s+(\d+)/m.exec(contentOf(`/proc/${id}/smaps_rollup`) ?? "")?.[1] ?? 0);
  }
  return { cpuSeconds: ticks / ticksPerSecond, megabytes: kilobytes / 1024 };
}

/** Undefined if the process ended meanwhile, or is another user's. */
function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
