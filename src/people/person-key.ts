import { hash } from "node:crypto";
import type { Individual } from "./individual.ts";
import { nameKey } from "./person-name.ts";

/** Words of an address that lists write long or short (Publication 28, appendices B and C). */
const shortWords: ReadonlyMap<string, string> = new Map([
  ["NORTH", "N"],
  ["SOUTH", "S"],
  ["EAST", "E"],
  ["WEST", "W"],
  ["NORTHEAST", "NE"],
  ["NORTHWEST", "NW"],
  ["SOUTHEAST", "SE"],
  ["SOUTHWEST", "SW"],
  ["STREET", "ST"],
  ["AVENUE", "AVE"],
  ["AV", "AVE"],
  ["BOULEVARD", "BLVD"],
  ["ROAD", "RD"],
  ["DRIVE", "DR"],
  ["LANE", "LN"],
  ["COURT", "CT"],
  ["PLACE", "PL"],
  ["CIRCLE", "CIR"],
  ["TERRACE", "TER"],
  ["PARKWAY", "PKWY"],
  ["HIGHWAY", "HWY"],
  ["SQUARE", "SQ"],
  ["TRAIL", "TRL"],
  ["APARTMENT", "APT"],
  ["SUITE", "STE"],
  ["UNIT", "UNIT"],
  ["BUILDING", "BLDG"],
  ["FLOOR", "FL"],
  ["ROOM", "RM"],
]);

// Most lines: capitals, digits and single spaces, nothing to be taken out.
const bareLine = /^[A-Z0-9#/]+(?: [A-Z0-9#/]+)*$/;

function addressKey(individual: Individual): string {
  const { lines, city, state, zip, country } = individual.address;
  const line = lines.length === 1 ? (lines[0] ?? "") : lines.join(" ");
  const words = bareLine.test(line)
    ? line.split(" ")
    : line.split(/[^\p{L}\p{N}#/]+/u).filter((word) => word !== "");
  // ZIP+4 comes and goes between lists; within the United States the ZIP makes the city redundant.
  const place = country === "US" ? zip.slice(0, 5) : `${city} ${zip} ${country}`;
  let key = "";
  for (const word of words) key += `${key === "" ? "" : " "}${shortWords.get(word) ?? word}`;
  return `${key}|${state}|${place}`;
}

export type PersonKeys = { readonly duplicateKey: string; readonly possibleDuplicateKey: string };

/**
 * The keys by which rows are known to be, or may be, the same person: 32 hex digits of SHA-256 over
 * client, name with suffix, birth date and address; and over client, name and birth date. Where the
 * birth date or the address is missing, or somebody confirmed the person as distinct, the client's id
 * takes its place in the first, so that two who merely look alike are never made one.
 */
export function personKeys(individual: Individual, confirmedDistinct: boolean): PersonKeys {
  const { client, id, dateOfBirth } = individual;
  const { full, prefix } = individual.name;
  // Lists of the same people differ in forms of address.
  const name = nameKey(
    prefix !== undefined && full.startsWith(`${prefix} `) ? full.slice(prefix.length) : full,
  );
  const address = individual.address.kind === "unknown" ? "" : addressKey(individual);
  const sure = dateOfBirth !== undefined && address !== "" && !confirmedDistinct;
  const born = dateOfBirth ?? "";
  const at = "\u001f";
  // Without a birth date the name alone would make all who bear it look alike.
  const lookAlike = born === "" ? address || id : "";
  return {
    duplicateKey: shortHash(
      `same${at}${client}${at}${name}${at}${born}${at}${address}${at}${sure ? "" : id}`,
    ),
    possibleDuplicateKey: shortHash(
      `maybe${at}${client}${at}${name}${at}${born}${at}${lookAlike}${at}${confirmedDistinct ? id : ""}`,
    ),
  };
}

function shortHash(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}
