import { remembered } from "./remembered.ts";

/** States, the District, territories, freely associated states and military codes, as USPS writes them. */
const stateNames: Readonly<Record<string, string>> = {
  AL: "ALABAMA",
  AK: "ALASKA",
  AZ: "ARIZONA",
  AR: "ARKANSAS",
  CA: "CALIFORNIA",
  CO: "COLORADO",
  CT: "CONNECTICUT",
  DE: "DELAWARE",
  DC: "DISTRICT OF COLUMBIA",
  FL: "FLORIDA",
  GA: "GEORGIA",
  HI: "HAWAII",
  ID: "IDAHO",
  IL: "ILLINOIS",
  IN: "INDIANA",
  IA: "IOWA",
  KS: "KANSAS",
  KY: "KENTUCKY",
  LA: "LOUISIANA",
  ME: "MAINE",
  MD: "MARYLAND",
  MA: "MASSACHUSETTS",
  MI: "MICHIGAN",
  MN: "MINNESOTA",
  MS: "MISSISSIPPI",
  MO: "MISSOURI",
  MT: "MONTANA",
  NE: "NEBRASKA",
  NV: "NEVADA",
  NH: "NEW HAMPSHIRE",
  NJ: "NEW JERSEY",
  NM: "NEW MEXICO",
  NY: "NEW YORK",
  NC: "NORTH CAROLINA",
  ND: "NORTH DAKOTA",
  OH: "OHIO",
  OK: "OKLAHOMA",
  OR: "OREGON",
  PA: "PENNSYLVANIA",
  RI: "RHODE ISLAND",
  SC: "SOUTH CAROLINA",
  SD: "SOUTH DAKOTA",
  TN: "TENNESSEE",
  TX: "TEXAS",
  UT: "UTAH",
  VT: "VERMONT",
  VA: "VIRGINIA",
  WA: "WASHINGTON",
  WV: "WEST VIRGINIA",
  WI: "WISCONSIN",
  WY: "WYOMING",
  PR: "PUERTO RICO",
  VI: "VIRGIN ISLANDS",
  GU: "GUAM",
  AS: "AMERICAN SAMOA",
  MP: "NORTHERN MARIANA ISLANDS",
  FM: "FEDERATED STATES OF MICRONESIA",
  MH: "MARSHALL ISLANDS",
  PW: "PALAU",
  AA: "ARMED FORCES AMERICAS",
  AE: "ARMED FORCES EUROPE",
  AP: "ARMED FORCES PACIFIC",
};

const otherNames: Readonly<Record<string, string>> = {
  "WASHINGTON DC": "DC",
  "US VIRGIN ISLANDS": "VI",
  "U S VIRGIN ISLANDS": "VI",
  MICRONESIA: "FM",
};

const codes: ReadonlySet<string> = new Set(Object.keys(stateNames));

const codeByName: ReadonlyMap<string, string> = new Map([
  ...Object.entries(stateNames).map(([code, name]) => [name, code] as const),
  ...Object.entries(otherNames),
]);

export type StateKind = "state" | "territory" | "military";

const military = new Set(["AA", "AE", "AP"]);
const territories = new Set(["PR", "VI", "GU", "AS", "MP", "FM", "MH", "PW"]);
/** Sovereign states that the United States Postal Service serves at domestic rates. */
const freelyAssociated = new Set(["FM", "MH", "PW"]);

/** The two-letter code that a cell names, by code or by full name, or undefined. */
export function stateIn(cell: string): string | undefined {
  return codes.has(cell) ? cell : cell === "" ? undefined : stateNamed(cell);
}

const stateNamed = remembered(1_000, (cell) => {
  const text = cell.toUpperCase().replace(/[.,]/g, " ").replace(/\s+/g, " ").trim();
  if (codes.has(text)) return text;
  const letters = text.replaceAll(" ", "");
  if (codes.has(letters)) return letters;
  return codeByName.get(text);
});

export function stateKind(code: string): StateKind {
  return military.has(code) ? "military" : territories.has(code) ? "territory" : "state";
}

/** The jurisdiction of residence that an address in this state tells. */
export function jurisdictionOfState(code: string): string {
  if (military.has(code)) return "UNKNOWN";
  return freelyAssociated.has(code) ? "FOREIGN" : `US-${code}`;
}
