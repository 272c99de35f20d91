/**
 * Fictional incidents of any size: a vendor, its clients, their people and codes; and the folder to begin with.
 * Knows how the files of an incident folder look and what can be wrong with a row; writes them from a
 * seed. Must not know how they are read, nor law or wording. Every name, number and place of business
 * is invented; cities and ZIP codes are real, streets are not.
 */
export { exampleClient, newIncident } from "./new-incident.ts";
export { writeSample } from "./write-sample.ts";
