import type { ClientKind } from "../incident/index.ts";

const names: Readonly<Record<ClientKind, string>> = {
  coveredEntity: "a HIPAA covered entity",
  businessAssociate: "a HIPAA business associate",
  part2Program: "a substance use disorder program (42 CFR Part 2)",
  phrVendor: "a vendor of personal health records",
  employer: "an employer",
  publicBody: "a public body",
  other: "another organisation",
};

/** What the client is to the law, as it completes “The client is …”. */
export function clientKindName(kind: ClientKind): string {
  return names[kind];
}
