/**
 * Rows a second of every stage of intake, each alone, and of the whole, over an incident folder:
 *   node src/cli/launch.js sample /tmp/intake --people 1000000 --clients 4
 *   node --heap-growing-percent=50 bench/intake.ts /tmp/intake
 * Both clocks are given, since a stage may wait for the disk, or keep two threads busy.
 */
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { day } from "../src/calendar/index.ts";
import { tableRows } from "../src/incident/index.ts";
import { openLedger } from "../src/ledger/index.ts";
import { ProblemTally, readInputs, takeInPeople } from "../src/mailing/index.ts";
import { readPeopleBatches } from "../src/people/index.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("which incident folder?");
const { value: inputs } = await readInputs(folder);
if (inputs === undefined) throw new Error("the incident folder cannot be read: noticepress check says why");
const today = day("2026-01-15");
const lists = inputs.folder.clients.flatMap(({ client, peopleFiles }) =>
  peopleFiles.map((file) => ({ client, file })),
);

async function stage(name: string, work: () => Promise<number>): Promise<void> {
  const [startWall, startProcessor] = [performance.now(), process.cpuUsage()];
  const rows = await work();
  const wall = (performance.now() - startWall) / 1000;
  const { user, system } = process.cpuUsage(startProcessor);
  const processor = (user + system) / 1e6;
  const rate = (seconds: number) => Math.round(rows / seconds).toLocaleString("en-US");
  console.log(
    `${name.padEnd(44)} ${String(rows).padStart(9)} rows ${wall.toFixed(1).padStart(7)} s ${rate(wall).padStart(9)}/s` +
      `  processor ${processor.toFixed(1).padStart(6)} s ${rate(processor).padStart(9)}/s` +
      `  most memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
}

await stage("read and decode", async () => {
  let lines = 0;
  for (const { file } of lists)
    for await (const chunk of createReadStream(file.path, { highWaterMark: 1 << 18, encoding: "utf8" }))
      for (let at = chunk.indexOf("\n"); at >= 0; at = chunk.indexOf("\n", at + 1)) lines += 1;
  return lines;
});
await stage("and take apart into cells", async () => {
  let rows = 0;
  for (const { file } of lists)
    for await (const batch of tableRows(file, (name) => name === "id")) rows += batch.rows.length;
  return rows;
});
await stage("and make a person of each row", async () => {
  let rows = 0;
  for (const { client, file } of lists)
    for await (const outcomes of readPeopleBatches(client, file, today, () => [])) rows += outcomes.length;
  return rows;
});

const scratch = mkdtempSync(join(tmpdir(), "bench-intake-"));
for (const inThread of [false, true]) {
  const { value: ledger } = openLedger(join(scratch, `ledger-${inThread}.db`));
  if (ledger === undefined) throw new Error("the ledger could not be made");
  await stage(`whole intake, ${inThread ? "two threads" : "one thread"}`, async () => {
    await takeInPeople(inputs, ledger, new ProblemTally(), { today, inThread });
    return ledger.intake.totals().rows;
  });
  await stage("everyone again from the ledger", async () => {
    let people = 0;
    for (const { individual } of ledger.intake.people()) people += individual.id === "" ? 0 : 1;
    return people;
  });
  ledger.close();
}
rmSync(scratch, { recursive: true });
