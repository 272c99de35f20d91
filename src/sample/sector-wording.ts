import type { Sector } from "./client-profile.ts";

/** What is said about a sector's clients; a round later clients of the sector differ in names and numbers. */
export type SectorWording = {
  readonly relationship: string;
  readonly heldBecause: (client: string) => string;
  readonly hours: string;
  /** The same in Spanish, for a sector that writes to some of its people in Spanish. */
  readonly spanish?: {
    readonly relationship: string;
    readonly heldBecause: (client: string) => string;
    readonly hours: string;
    readonly title: string;
  };
  readonly dates: { readonly notified: string; readonly determined: string };
  readonly delegation: "notifier" | "client";
  readonly signatory: { readonly name: string; readonly title: (client: string) => string };
  readonly street: string;
  readonly box: number;
  readonly enrolBy: string;
  readonly codesExpire: string | null;
  readonly minorMonths: number;
};

export const sectorWording: { readonly [sector in Sector]: SectorWording } = {
  healthPlan: {
    relationship: "member",
    heldBecause: (client) =>
      `Larkspur Wellness Messaging sends wellness messages and plan reminders to members for ${client}.`,
    hours: "Monday through Friday, 6 a.m. to 6 p.m. Pacific Time, except major U.S. holidays",
    spanish: {
      relationship: "miembro",
      heldBecause: (client) =>
        `Larkspur Wellness Messaging envía mensajes de bienestar y recordatorios del plan a los miembros de ${client}.`,
      hours:
        "de lunes a viernes, de 6 de la mañana a 6 de la tarde, hora del Pacífico, excepto los principales días feriados nacionales",
      title: "Directora de Privacidad, Larkspur Wellness Messaging",
    },
    dates: { notified: "2026-10-26", determined: "2026-10-28" },
    delegation: "notifier",
    signatory: { name: "Corinne Aldaye", title: () => "Chief Privacy Officer, Larkspur Wellness Messaging" },
    street: "400 Saltgrass Plaza",
    box: 4417,
    enrolBy: "2027-03-31",
    codesExpire: "2027-04-30",
    minorMonths: 24,
  },
  hospital: {
    relationship: "patient",
    heldBecause: (client) =>
      `Larkspur Wellness Messaging sends appointment reminders and follow-up messages to patients for ${client}.`,
    hours: "Monday through Friday, 8 a.m. to 8 p.m. Eastern Time, except major U.S. holidays",
    dates: { notified: "2026-10-27", determined: "2026-10-30" },
    delegation: "notifier",
    signatory: { name: "Corinne Aldaye", title: () => "Chief Privacy Officer, Larkspur Wellness Messaging" },
    street: "75 Lantern Hill Road",
    box: 882,
    enrolBy: "2027-03-31",
    codesExpire: "2027-05-31",
    minorMonths: 36,
  },
  employerPlan: {
    relationship: "plan participant",
    heldBecause: (client) =>
      `Larkspur Wellness Messaging runs the wellness program for participants of the ${client}.`,
    hours:
      "Monday through Friday, 7 a.m. to 7 p.m. Central Time, and Saturday, 9 a.m. to 1 p.m. Central Time",
    dates: { notified: "2026-10-28", determined: "2026-10-28" },
    delegation: "client",
    signatory: { name: "Hollis Verhane", title: () => "Plan Administrator" },
    street: "1 Millwheel Drive",
    box: 30921,
    enrolBy: "2027-02-28",
    codesExpire: "2027-03-31",
    minorMonths: 24,
  },
  city: {
    relationship: "employee",
    heldBecause: (client) =>
      `${client} used Larkspur Wellness Messaging to pay out wellness program rewards to its employees.`,
    hours: "Monday through Friday, 8:30 a.m. to 5 p.m. Pacific Time, except city holidays",
    dates: { notified: "2026-10-30", determined: "2026-11-02" },
    delegation: "client",
    signatory: { name: "Ottoline Brace", title: () => "City Administrator" },
    street: "12 Ropewalk Street",
    box: 117,
    enrolBy: "2027-03-31",
    codesExpire: null,
    minorMonths: 24,
  },
};
