import { addDays, type Day } from "../calendar/index.ts";
import { personColumnNames } from "../people/index.ts";
import { folderGuide } from "./folder-guide.ts";

/** The one client of a new folder, to be copied for each further one. */
export const exampleClient = "example-clinic";

/**
 * The files of a new incident folder by name: fictional values that can all be read, to be replaced. Days lie
 * around `today`, so that the duties are those of an incident just discovered.
 */
export function newIncident(today: Day): ReadonlyMap<string, string> {
  const client = `clients/${exampleClient}`;
  return new Map([
    ["README.md", folderGuide(exampleClient)],
    ["incident.json", json(incident(today))],
    [`${client}/client.json`, json(clientOf(today))],
    [`${client}/people.csv`, `${personColumnNames.join(",")}\r\n`],
    [`${client}/codes/example.csv`, codes(today)],
  ]);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const mailedAfter = 14;
const enrolWithin = 120;

function incident(today: Day) {
  return {
    format: 1,
    id: "example-incident",
    title: "EXAMPLE: replace every value in this file",
    notifier: { role: "client" },
    dates: {
      occurredFrom: addDays(today, -12),
      occurredTo: addDays(today, -10),
      contained: addDays(today, -9),
      discovered: addDays(today, -9),
      determined: addDays(today, -5),
      confirmed: addDays(today, -2),
      individualNotice: addDays(today, mailedAfter),
    },
    lawEnforcementHolds: [],
    narrative: {
      en: {
        whatHappened:
          "An unauthorized person signed in to an e-mail account of an employee. We closed the account when we noticed it and examined what had been opened.",
        whatHappenedBriefly:
          "The incident affected e-mail of Example Clinic. We reviewed it and found personal information in it.",
        whatWeAreDoing:
          "We reset every password, now require a second step to sign in, and engaged an independent firm to test our systems.",
      },
    },
  };
}

function clientOf(today: Day) {
  const address = ["Example Clinic", "100 Example Street", "Austin, TX 78701"];
  return {
    format: 1,
    id: exampleClient,
    name: "Example Clinic",
    kind: "coveredEntity",
    licences: [],
    relationship: { en: "patient" },
    letterhead: { lines: address, colour: "#1f3a5f" },
    returnAddress: ["Return Mail Processing", "PO Box 100", "Austin, TX 78767"],
    contact: {
      tollFree: "1-800-555-0100",
      hours: { en: "Monday through Friday, 8 a.m. to 5 p.m. Central Time" },
      email: "privacy@clinic.example",
      website: "https://www.clinic.example/notice",
      postal: ["Example Clinic", "Privacy Office", "100 Example Street", "Austin, TX 78701"],
      languages: ["en"],
    },
    press: { name: "Example Clinic, press desk", phone: "1-512-555-0101", email: "press@clinic.example" },
    offers: [
      {
        id: "example",
        for: "adult",
        product: "Example Credit Watch",
        watches: "credit",
        months: 24,
        enrolUrl: "https://enroll.provider.example/clinic",
        enrolPhone: "1-844-555-0102",
        enrolBy: addDays(today, mailedAfter + enrolWithin),
        pool: "codes/example.csv",
      },
    ],
    languages: ["en"],
    signatory: { name: "Alex Example", title: "Privacy Officer" },
    emailSender: { name: "Example Clinic", address: "notice@clinic.example" },
    estimated: {
      counts: { "US-TX": 750, "US-CA": 40 },
      dataElements: ["name", "ssn", "dateOfBirth", "medicalInformation"],
    },
  };
}

function codes(today: Day): string {
  const expires = addDays(today, mailedAfter + enrolWithin);
  const rows = [1, 2, 3].map((number) => `EXAMPLE-CODE-${number},${expires}`);
  return ["code,expires", ...rows, ""].join("\r\n");
}
