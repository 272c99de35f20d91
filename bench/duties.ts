/**
 * Duties of 500 clients under every loaded law, in CPU-seconds of one core. `node bench/duties.ts`;
 * results also in bench/out/duties.json. Two incidents: clients that share their dates, as at a vendor,
 * and clients that each discovered on a day of their own, of which no two can share an answer.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { addDays, day } from "../src/calendar/index.ts";
import { type Client, clientSchema, incidentSchema } from "../src/incident/index.ts";
import { duties, estimatedPopulation, type Law, readLaw } from "../src/law/index.ts";

const clients = 500;
const rounds = 5;
/** CPU-seconds over which the bench fails, for clients of one vendor. */
const most = 2;

const { problems } = readLaw("jurisdictions");
if (problems.length > 0) throw new Error("the law does not load");

const incident = incidentSchema.parse({
  format: 1,
  id: "bench",
  title: "Bench",
  notifier: { role: "vendor", name: "Vendor" },
  dates: {
    occurredFrom: "2026-01-01",
    determined: "2026-03-02",
    vendorDiscovered: "2026-02-20",
    vendorNotified: "2026-03-02",
    individualNotice: "2026-03-20",
  },
});

function clientsOf(law: Law, ownDays: boolean): readonly Client[] {
  const states = [...law.jurisdictions.values()].filter(({ level }) => level === "state");
  return Array.from({ length: clients }, (_, index) =>
    clientSchema.parse({
      format: 1,
      id: `client-${index}`,
      name: `Client ${index}`,
      kind: index % 5 === 0 ? "employer" : "coveredEntity",
      vendorIsAgent: false,
      dates: { discovered: ownDays ? addDays(day("2025-01-01"), index) : "2026-03-02" },
      estimated: {
        // Numbers on every side of the thresholds, no two clients alike.
        counts: Object.fromEntries(
          states.map(({ jurisdiction }, state) => [jurisdiction, 1 + ((index * 997 + state * 131) % 1_500)]),
        ),
        dataElements:
          index % 3 === 0 ? ["ssn", "medicalInformation"] : ["medicalInformation", "healthInsurance"],
      },
    }),
  );
}

function measure(ownDays: boolean) {
  const seconds: number[] = [];
  let found = 0;
  for (let round = 0; round < rounds; round++) {
    // Read again, so that no round finds the answers of the last.
    const { value: law } = readLaw("jurisdictions");
    const all = clientsOf(law, ownDays).map((client) => ({ client, people: estimatedPopulation(client) }));
    const before = process.cpuUsage();
    found = 0;
    for (const { client, people } of all) found += duties(law, incident, client, people).duties.length;
    const { user, system } = process.cpuUsage(before);
    seconds.push((user + system) / 1e6);
  }
  const cpuSeconds = [...seconds].sort((a, b) => a - b)[rounds >> 1] ?? 0;
  return {
    clients: ownDays ? "each with its own day" : "sharing their dates",
    duties: found,
    cpuSeconds: Math.round(cpuSeconds * 100) / 100,
    dutiesPerCpuSecond: Math.round(found / cpuSeconds),
    rounds: seconds.map((each) => Math.round(each * 100) / 100),
  };
}

const rows = [measure(false), measure(true)];
const result = {
  machine: `${cpus()[0]?.model ?? "?"}, node ${process.version}`,
  clients,
  jurisdictions: readLaw("jurisdictions").value.jurisdictions.size,
  rows,
};
mkdirSync(new URL("./out/", import.meta.url), { recursive: true });
writeFileSync(new URL("./out/duties.json", import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
console.log(`${clients} clients under ${result.jurisdictions} laws. ${result.machine}`);
console.table(rows.map(({ rounds: _, ...row }) => row));
const shared = rows[0]?.cpuSeconds ?? 0;
if (shared > most) {
  console.error(`Too slow: ${shared} CPU-seconds, at most ${most} wanted.`);
  process.exitCode = 1;
}
