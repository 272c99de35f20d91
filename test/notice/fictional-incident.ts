import { readFileSync } from "node:fs";
import { day } from "../../src/calendar/index.ts";
import { type Client, clientSchema, type Incident, incidentSchema } from "../../src/incident/index.ts";
import type { ContentElement, ContentRule, NoticeLaw } from "../../src/law/index.ts";
import {
  compose,
  type Facets,
  type FactSources,
  fieldsFor,
  type LanguageWords,
  type LetterContacts,
  loadTemplates,
  type Notice,
  readTemplates,
  type Templates,
  wordsFor,
} from "../../src/notice/index.ts";
import type { Individual } from "../../src/people/index.ts";

/** The incident at the vendor “Larkspur Records”, of two fictional clients: a clinic and an employer. */
export const incident: Incident = incidentSchema.parse({
  format: 1,
  id: "larkspur-2026",
  title: "Larkspur Records, January 2026",
  notifier: {
    role: "vendor",
    name: "Larkspur Records",
    does: {
      en: "runs records software for clinics and employers",
      es: "maneja programas de registros para clínicas y empleadores",
    },
    parentCompany: "Larkspur Group",
  },
  dates: {
    occurredFrom: "2026-01-02",
    occurredTo: "2026-01-05",
    vendorDiscovered: "2026-01-15",
    vendorNotified: "2026-01-20",
    discovered: "2026-01-20",
    individualNotice: "2026-03-02",
  },
  narrative: {
    en: {
      whatHappened:
        "Someone used the password of a Larkspur Records employee to get into a file server. Larkspur Records closed the account the same day, and went through the files one by one to learn whose information they held.",
      whatHappenedBriefly:
        "Files that Larkspur Records kept for its clients were involved in a security incident.",
      whatWeAreDoing:
        "Larkspur Records brought in outside experts to investigate and told the FBI. It has changed all passwords, and every sign-in now needs a second proof. It also deletes old files sooner than before.",
    },
    es: {
      whatHappened:
        "Alguien usó la contraseña de una persona que trabaja en Larkspur Records para entrar en un servidor de archivos. Larkspur Records cerró esa cuenta el mismo día y revisó los archivos uno por uno para saber de quién era la información.",
      whatHappenedBriefly:
        "Unos archivos que Larkspur Records guarda para sus clientes se vieron afectados en un incidente de seguridad.",
      whatWeAreDoing:
        "Larkspur Records pidió a expertos externos que investigaran y avisó al FBI. Cambió todas las contraseñas, y ahora cada ingreso necesita una segunda prueba. También borra más pronto los archivos viejos.",
    },
  },
});

/** The same, had the clinic found it in its own house. */
export const ownIncident: Incident = incidentSchema.parse({
  ...incident,
  notifier: { role: "client" },
  dates: {
    occurredFrom: "2026-01-02",
    occurredTo: "2026-01-05",
    discovered: "2026-01-20",
    individualNotice: "2026-03-02",
  },
  narrative: {
    en: {
      whatHappened:
        "Someone used an employee’s password to get into our e-mail system. We closed the account the same day, and went through the messages one by one to learn whose information they held.",
      whatHappenedBriefly: "Some of our files were involved in a security incident.",
      whatWeAreDoing:
        "We brought in outside experts to investigate and told the FBI. We have changed all passwords, and every sign-in now needs a second proof. We are also training our staff again.",
    },
    es: {
      whatHappened:
        "Alguien usó la contraseña de una persona que trabaja con nosotros para entrar en nuestro correo electrónico. Cerramos esa cuenta el mismo día y revisamos los mensajes uno por uno para saber de quién era la información.",
      whatHappenedBriefly: "Algunos de nuestros archivos se vieron afectados en un incidente de seguridad.",
      whatWeAreDoing:
        "Pedimos a expertos externos que investigaran y avisamos al FBI. Cambiamos todas las contraseñas, y ahora cada ingreso necesita una segunda prueba. También capacitamos de nuevo a nuestro personal.",
    },
  },
});

const contact = {
  tollFree: "1-888-555-0142",
  hours: {
    en: "Monday through Friday, 8 a.m. to 8 p.m. Central Time, except on major U.S. holidays",
    es: "de lunes a viernes, de 8 a. m. a 8 p. m., hora del centro, excepto los principales días feriados nacionales",
  },
  tty: "711",
  languages: ["en", "es"],
  formats: ["largePrint" as const, "braille" as const, "audio" as const],
  postal: ["Response Center", "P.O. Box 5150", "Springfield, IL 62705"],
};

export const clinic: Client = clientSchema.parse({
  format: 1,
  id: "summit-health",
  name: "Summit Health",
  kind: "coveredEntity",
  relationship: { en: "patient", es: "paciente" },
  vendorHeldDataBecause: {
    en: "Summit Health keeps its patient records with it.",
    es: "Summit Health guarda ahí los expedientes de sus pacientes.",
  },
  languages: ["en", "es"],
  contact: { ...contact, website: "https://www.summit-health.example/notice" },
  offers: [
    {
      id: "adult24",
      for: "adult",
      product: "Beacon Identity Plus",
      watches: "credit",
      months: 24,
      enrolUrl: "https://enroll.beacon.example/summit",
      enrolPhone: "1-877-555-0110",
      engagementNumber: "B114203",
      enrolBy: "2026-06-30",
      pool: "codes/adult24.csv",
      whenExposed: ["ssn", "driversLicense", "financialAccountAlone"],
    },
    {
      id: "minor24",
      for: "minor",
      product: "Beacon Family Watch",
      watches: "identity",
      months: 24,
      enrolUrl: "https://enroll.beacon.example/family",
      enrolPhone: "1-877-555-0110",
      enrolBy: "2026-06-30",
      pool: "codes/minor24.csv",
    },
  ],
  signatory: {
    name: "Dr. Maren Holt",
    title: { en: "Chief Privacy Officer", es: "Directora de Privacidad" },
  },
  emailSender: { name: "Summit Health", address: "notice@summit-health.example" },
});

export const employer: Client = clientSchema.parse({
  format: 1,
  id: "prairie-mills",
  name: "Prairie Mills",
  kind: "employer",
  relationship: { en: "employee", es: "empleado o empleada" },
  vendorHeldDataBecause: {
    en: "Prairie Mills keeps its payroll files with it.",
    es: "Prairie Mills guarda ahí los archivos de su nómina.",
  },
  languages: ["en", "es"],
  contact: { ...contact, email: "privacy@prairie-mills.example" },
  offers: [
    { ...clinic.offers[0], id: "adult12", months: 12, pool: "codes/adult12.csv" },
    { ...clinic.offers[1], id: "minor12", months: 12, pool: "codes/minor12.csv" },
  ],
});

/** Contact blocks in the shape of the law's data; the state offices are made up. */
const contacts: LetterContacts = {
  national: {
    bureaus: (["Equifax", "Experian", "TransUnion"] as const).map((name, index) => ({
      name,
      freezePhone: `1-888-555-010${index}`,
      freezeWebsite: `https://www.${name.toLowerCase()}.com/freeze`,
      freezeAddress: [`P.O. Box ${index + 1}00`, "Anytown, GA 30348"],
      alertPhone: `1-888-555-011${index}`,
      alertWebsite: `https://www.${name.toLowerCase()}.com/alert`,
      alertAddress: [`P.O. Box ${index + 1}05`, "Anytown, GA 30348"],
      minorAddress: [`P.O. Box ${index + 1}09`, "Anytown, GA 30348"],
    })),
    ftc: {
      name: "Federal Trade Commission",
      address: ["600 Pennsylvania Avenue NW", "Washington, DC 20580"],
      phones: ["1-877-438-4338"],
      website: "https://www.identitytheft.gov",
    },
    irs: {
      name: "Internal Revenue Service",
      phones: ["1-800-908-4490"],
      website: "https://www.irs.gov/ippin",
    },
    creditReports: {
      name: "Annual Credit Report Request Service",
      address: ["P.O. Box 105281", "Atlanta, GA 30348-5281"],
      phones: ["1-877-322-8228"],
      website: "https://www.annualcreditreport.com",
    },
  },
  states: new Map(
    Object.entries({
      "US-CA": "California",
      "US-CT": "Connecticut",
      "US-DC": "District of Columbia",
      "US-IA": "Iowa",
      "US-IL": "Illinois",
      "US-MA": "Massachusetts",
      "US-MD": "Maryland",
      "US-NC": "North Carolina",
      "US-NM": "New Mexico",
      "US-NY": "New York",
      "US-OR": "Oregon",
      "US-RI": "Rhode Island",
      "US-TX": "Texas",
      "US-WV": "West Virginia",
    }).map(([state, name]) => [
      state,
      {
        name,
        offices: [
          {
            name: `Attorney General of ${name}`,
            address: ["1 Capitol Square", "Statetown, ST 10001"],
            phones: ["1-800-555-0123"],
            website: "https://ag.state.example",
          },
        ],
        additionalFreeReports: state === "US-MA" || state === "US-MD",
      },
    ]),
  ),
};

export const noLaw: NoticeLaw = {
  content: [],
  form: [],
  services: null,
  conflicts: [],
  description: "full",
  notes: [],
  provisions: [],
  hash: "none",
};

function rule(requirement: ContentRule["requirement"], jurisdiction: string) {
  return (element: ContentElement): ContentRule => ({
    element,
    requirement,
    jurisdiction,
    provision: `${requirement}-content`,
    citation: `${jurisdiction} § 1`,
  });
}

/** A law made by hand, for tests of the check itself; the real ones come from the jurisdictions. */
export function handMadeLaw(
  jurisdiction: string,
  required: readonly ContentElement[],
  forbidden: readonly ContentElement[] = [],
): NoticeLaw {
  return {
    ...noLaw,
    content: [
      ...required.map(rule("required", jurisdiction)),
      ...forbidden.map(rule("forbidden", jurisdiction)),
    ],
  };
}

export const hipaa = handMadeLaw("US-HIPAA", [
  "incidentDescription",
  "dateOfBreach",
  "dateOfDiscovery",
  "informationTypes",
  "individualSteps",
  "remedialActions",
  "entityContact",
]);

export function sources(overrides: Partial<FactSources> = {}): FactSources {
  return { incident, client: clinic, law: hipaa, contacts, ...overrides };
}

export const adultInTexas: Facets = {
  client: "summit-health",
  notifier: "vendor",
  purpose: "first",
  jurisdiction: "US-TX",
  stateLaw: "applies",
  phi: true,
  recipient: "adult",
  language: "en",
  offer: "adult24",
  channel: "letter",
  exposure: "ssn",
};

export const maria: Individual = {
  client: "summit-health",
  id: "A-1",
  name: { full: "Maria Lopez", first: "Maria", last: "Lopez" },
  status: "adult",
  recipient: { kind: "individual" },
  address: {
    lines: ["12 Elm Street"],
    city: "Austin",
    state: "TX",
    zip: "78701",
    country: "US",
    kind: "state",
  },
  delivery: "mail",
  jurisdiction: "US-TX",
  language: "en",
  dataElements: ["ssn", "medicalInformation", "dateOfBirth", "name"],
  source: { file: "people.csv", row: 2 },
};

export const ana: Individual = {
  ...maria,
  id: "M-1",
  name: { full: "Ana Lopez" },
  status: "minor",
  recipient: { kind: "parentOrGuardian" },
};

export const robert: Individual = {
  ...maria,
  id: "D-1",
  name: { full: "Robert Hale" },
  status: "deceased",
  recipient: { kind: "nextOfKin" },
};

let read: Templates | undefined;
/** Our own templates, read once. */
export function templates(): Templates {
  read ??= readTemplates("templates").value;
  return read;
}

/** The English words and the taglines, for templates made up by a test. */
export const wordFiles = ["en/words.json", "taglines.json"].map(
  (name) => [name, readFileSync(`templates/${name}`, "utf8")] as const,
);

/** Templates of one outline, for tests of what an outline may hold. */
export function outline(text: string, others: Readonly<Record<string, string>> = {}) {
  return loadTemplates(new Map([...wordFiles, ["en/letter.md", text], ...Object.entries(others)]));
}

function wordsOf(language: string): LanguageWords {
  return wordsFor(templates(), "", language) ?? fail(`${language} has no words`);
}

function fail(why: string): never {
  throw new Error(why);
}

export function composed(facets: Facets, from: FactSources = sources()): Notice {
  const { value, problems } = compose(templates(), facets, from);
  if (problems.length > 0) throw new Error(JSON.stringify(problems, null, 1));
  return value;
}

export const english = wordsOf("en");
export const spanish = wordsOf("es");

export const fieldsOfMaria = fieldsFor(maria, adultInTexas, clinic, english, {
  code: "BQ7K-2MTX-90PL",
  enrolBy: day("2026-06-30"),
});
