import { type Contacts, contacts, type Law } from "../law/index.ts";
import type { BureauBlock, ContactBlock, NoticeFacts } from "./fact-shape.ts";

/** What letters print of offices: those of the country, and those of the reader's state. */
export type LetterContacts = {
  readonly national: NonNullable<NoticeFacts["contacts"]>;
  /** `US-TX` → its name, its offices, and whether more free credit reports are to be had there. */
  readonly states: ReadonlyMap<string, NonNullable<NoticeFacts["state"]>>;
};

type Desk = {
  readonly address?: readonly string[] | undefined;
  readonly phone?: string | undefined;
  readonly website?: string | undefined;
};

function bureauBlock(bureau: Contacts["bureaus"][number]): BureauBlock {
  return {
    name: bureau.name,
    freezePhone: bureau.securityFreeze.phone,
    freezeWebsite: bureau.securityFreeze.website,
    freezeAddress: bureau.securityFreeze.address,
    alertPhone: bureau.fraudAlert.phone,
    alertWebsite: bureau.fraudAlert.website,
    alertAddress: bureau.fraudAlert.address,
    minorAddress: bureau.minorFreeze.address,
  };
}

function block(name: string, desk: Desk): ContactBlock {
  return {
    name,
    address: desk.address,
    phones: desk.phone === undefined ? undefined : [desk.phone],
    website: desk.website,
  };
}

/**
 * The contact blocks of the law's data in the shape in which templates print them.
 * Throws if the law was loaded without its contacts file, which is a problem that stops earlier.
 */
export function letterContacts(law: Law): LetterContacts {
  const blocks = contacts(law);
  const more = new Set(blocks.additionalFreeReports.jurisdictions);
  const states = [...law.jurisdictions.values()]
    .filter((jurisdiction) => jurisdiction.level === "state")
    .map(
      ({ jurisdiction, name }) =>
        [
          jurisdiction,
          {
            name,
            offices: (blocks.offices.get(jurisdiction) ?? []).map((office) => ({
              name: office.office,
              address: office.address,
              phones: office.phone,
              website: office.website,
            })),
            additionalFreeReports: more.has(jurisdiction),
          },
        ] as const,
    );
  return {
    national: {
      bureaus: blocks.bureaus.map(bureauBlock),
      ftc: block(blocks.ftc.name, blocks.ftc),
      irs: block(blocks.irsIpPin.name, blocks.irsIpPin),
      creditReports: block(blocks.annualCreditReport.name, blocks.annualCreditReport),
    },
    states: new Map(states),
  };
}
