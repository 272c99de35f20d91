/**
 * The incident folder: incident, clients, offers, mail-house profile.
 * Knows file shapes and reads them strictly. Must not know people, law or letters.
 */
export { type Client, type ClientKind, clientKinds, clientSchema, type Offer } from "./client.ts";
export { type DataElement, dataElements } from "./data-element.ts";
export { type Hold, type Incident, type IncidentDates, incidentSchema, type Narrative } from "./incident.ts";
