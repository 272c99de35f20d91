import { mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type IncidentFolder, type InputFile, readIncidentFolder } from "../../src/incident/index.ts";
import type { Problem } from "../../src/problem/index.ts";

type Content = string | Uint8Array | Readonly<Record<string, unknown>>;

/** Writes a folder of files; an object is written as JSON. */
export function folderOf(files: Readonly<Record<string, Content>>): string {
  const dir = mkdtempSync(join(tmpdir(), "incident-"));
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    mkdirSync(dirname(path), { recursive: true });
    const plain = typeof content === "string" || content instanceof Uint8Array;
    writeFileSync(path, plain ? content : JSON.stringify(content, null, 2));
  }
  return dir;
}

/** The smallest folder that `duties` accepts, on the first day of an incident. */
export const firstDay = {
  "incident.json": {
    format: 1,
    id: "first-day",
    title: "First day",
    notifier: { role: "client" },
    dates: {
      occurredFrom: "2026-01-02",
      occurredTo: "2026-01-05",
      discovered: "2026-01-15",
      determined: "2026-01-20",
      individualNotice: "2026-02-10",
    },
  },
  "clients/a/client.json": {
    format: 1,
    id: "a",
    name: "Clinic A",
    kind: "coveredEntity",
    dates: { discovered: "2026-01-16" },
    estimated: { counts: { "US-TX": 250, "US-CA": 501 }, dataElements: ["ssn", "medicalInformation"] },
  },
} as const;

/** An incident whose letters can be written: nothing is missing, nothing shows through the window. */
export const ready = {
  incident: {
    ...firstDay["incident.json"],
    lawEnforcementHolds: [],
    narrative: { en: { whatHappened: "A.", whatHappenedBriefly: "B.", whatWeAreDoing: "C." } },
  },
  client: {
    ...firstDay["clients/a/client.json"],
    relationship: { en: "patient" },
    returnAddress: ["Return Mail Processing", "PO Box 100", "Austin TX 78701"],
    contact: {
      tollFree: "800-555-0100",
      hours: { en: "Monday to Friday, 9 to 5 Central" },
      email: "privacy@a.example",
      website: "https://www.a.example/notice",
      postal: ["PO Box 100", "Austin TX 78701"],
    },
    signatory: { name: "Ana Cruz", title: "Privacy Officer" },
    emailSender: { name: "Clinic A", address: "notice@a.example" },
    offers: [
      {
        id: "adult-24",
        for: "adult",
        product: "Watchful",
        watches: "credit",
        months: 24,
        enrolUrl: "https://enrol.example",
        enrolPhone: "800-555-0101",
        enrolBy: "2026-05-11",
        pool: "codes/adult.csv",
      },
    ],
  },
};

export function readyFiles(
  change: { readonly incident?: object; readonly client?: object } = {},
): Record<string, Content> {
  return {
    "incident.json": { ...ready.incident, ...change.incident },
    "clients/a/client.json": { ...ready.client, ...change.client },
    "clients/a/people.csv": "id\r\n",
    "clients/a/codes/adult.csv": "code\r\nAAAA-1111\r\n",
  };
}

export async function read(files: Readonly<Record<string, Content>>) {
  return readIncidentFolder(folderOf(files));
}

export async function folder(files: Readonly<Record<string, Content>>): Promise<IncidentFolder> {
  const { value, problems } = await read(files);
  if (value === undefined) throw new Error(problems.map((p) => p.code).join(", "));
  return value;
}

/** `code @ file path`, to compare at a glance. */
export function told(problems: readonly Problem[]): readonly string[] {
  return problems.map((p) =>
    [p.code, p.where.file, p.where.path].filter((part) => part !== undefined).join(" "),
  );
}

export function inputFile(content: string | Uint8Array, name = "codes/adult.csv"): InputFile {
  const path = join(folderOf({ [name]: content }), name);
  return { name, path, bytes: statSync(path).size };
}
