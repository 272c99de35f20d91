import { type Problem, problem } from "../problem/index.ts";
import { countryIn, countryName, isDomesticTerritory } from "./country.ts";
import type { Jurisdiction, PostalAddress } from "./individual.ts";
import { plainText } from "./plain-text.ts";
import { jurisdictionOfState, stateIn, stateKind } from "./us-state.ts";
import { prefixesOf, zipIsIn } from "./zip-prefixes.ts";

/** Plain text, but for line breaks in the first three. */
export type AddressCells = {
  readonly address1: string;
  readonly address2: string;
  readonly address3: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
};

export type AddressRead = {
  readonly address: PostalAddress;
  readonly jurisdiction: Jurisdiction;
  readonly problems: readonly Problem[];
};

export type RowPlace = { readonly file: string; readonly row: number };

const nowhere: PostalAddress = { lines: [], city: "", state: "", zip: "", country: "US", kind: "unknown" };

// What lists write where there is no address.
const noAddress =
  /^(?:UNKNOWN|NONE|N ?\/? ?A|NO ADDRESS|BAD ADDRESS|INVALID ADDRESS|ADDRESS UNKNOWN|UNKNOWN ADDRESS|HOMELESS|TRANSIENT|RETURNED MAIL|RETURN MAIL|UNDELIVERABLE|MOVED|TBD|X+)$/;

/**
 * A delivery line as USPS Publication 28 wants it printed: capitals, no punctuation but the hyphen, the
 * slash, `#`, `&` and the point within a number (sections 122, 232, 354).
 */
export function publication28(line: string): string {
  const capitals = plainText(line).toUpperCase();
  if (!/[.,;:'’"()]/.test(capitals)) return capitals;
  return capitals
    .replace(/['’"()]/g, "")
    .replace(/\.(?!\d)|(?<!\d)\./g, "")
    .replace(/[,;:]/g, " ")
    .replace(/ +/g, " ")
    .trim();
}

/** The last lines of the printed block: city, state and ZIP; abroad also the country in capitals. */
export function lastLines(address: PostalAddress): readonly string[] {
  if (address.kind === "unknown") return [];
  const line = [address.city, address.state, address.zip].filter((part) => part !== "").join(" ");
  return address.kind === "foreign" ? [line, countryName(address.country)] : [line];
}

/**
 * Reads an address. None at all is no problem of the row: the person gets substitute notice. One that
 * contradicts itself, or lacks a part, holds the person: it can be mended.
 */
export function postalAddress(cells: AddressCells, place: RowPlace): AddressRead {
  const lines = deliveryLines(cells);
  const city = publication28(cells.city);
  const { state: stateCell, zip: zipCell, country: countryCell } = cells;
  const held = (
    code: Parameters<typeof problem>[0],
    column: string,
    facts = {},
    jurisdiction = "UNKNOWN",
  ) => ({
    address: nowhere,
    jurisdiction,
    problems: [problem(code, { ...place, column }, facts)],
  });

  const country = countryCell === "" ? "US" : countryIn(countryCell);
  if (country === undefined) return held("people/country-unknown", "country");
  const state = isDomesticTerritory(country) ? (stateIn(stateCell) ?? country) : stateIn(stateCell);
  const abroad = country !== "US" && !isDomesticTerritory(country);
  const { zip, restored } = zipForm(zipCell);
  if (abroad && state !== undefined && zip !== undefined && zipIsIn(zip, state)) {
    return held("people/country-contradicts-state", "country", { state });
  }

  const knownJurisdiction = abroad ? "FOREIGN" : state === undefined ? "UNKNOWN" : jurisdictionOfState(state);
  const said = lines.length > 0 && !noAddress.test(lines.length === 1 ? (lines[0] ?? "") : lines.join(" "));
  if (!said) {
    const partial: PostalAddress = {
      ...nowhere,
      country: abroad ? country : "US",
      state: abroad ? "" : (state ?? ""),
    };
    return {
      address: partial,
      jurisdiction: knownJurisdiction,
      problems: [problem("people/address-missing", { ...place, column: "address1" })],
    };
  }
  if (lines.length > 3)
    return held(
      "people/address-too-many-lines",
      "address1",
      { lines: lines.length, most: 3 },
      knownJurisdiction,
    );
  if (city === "") return held("people/address-incomplete", "city", { missing: "city" }, knownJurisdiction);
  if (abroad) {
    const address: PostalAddress = {
      lines,
      city,
      state: publication28(stateCell),
      zip: publication28(zipCell),
      country,
      kind: "foreign",
    };
    return { address, jurisdiction: "FOREIGN", problems: [] };
  }
  if (stateCell === "" && state === undefined)
    return held("people/address-incomplete", "state", { missing: "state" });
  if (state === undefined) return held("people/state-unknown", "state");
  if (zipCell === "")
    return held("people/address-incomplete", "zip", { missing: "ZIP code" }, knownJurisdiction);

  if (zip === undefined) return held("people/zip-form", "zip", { length: zipCell.length }, knownJurisdiction);
  if (!zipIsIn(zip, state)) {
    return held("people/zip-not-in-state", "zip", { state, wanted: prefixesOf(state) }, knownJurisdiction);
  }
  return {
    address: { lines, city, state, zip, country: "US", kind: stateKind(state) },
    jurisdiction: knownJurisdiction,
    problems: restored ? [problem("people/zip-zeros-restored", { ...place, column: "zip" }, { state })] : [],
  };
}

function deliveryLines({ address1, address2, address3 }: AddressCells): readonly string[] {
  const lines: string[] = [];
  for (const cell of [address1, address2, address3]) {
    if (cell === "") continue;
    // `plainText` leaves the line breaks of an address where they are.
    for (const part of lineBreak.test(cell) ? cell.split(/[\r\n]+/) : [cell]) {
      const line = publication28(part);
      if (line !== "") lines.push(line);
    }
  }
  return lines;
}

const lineBreak = /[\r\n]/;

/** A ZIP or ZIP+4 from the forms lists use; Excel drops the zeros in front, 3-4 and 7-8 digits tell so. */
function zipForm(cell: string): { readonly zip?: string; readonly restored: boolean } {
  const [, five, four] = /^(\d{3,5})(?:[- ]?(\d{4}))?-?$/.exec(cell) ?? [];
  if (five === undefined) return { restored: false };
  const padded = five.padStart(5, "0");
  // 0000 is no ZIP+4 sector: databases write it for “not known”.
  return {
    zip: four === undefined || four === "0000" ? padded : `${padded}-${four}`,
    restored: five.length < 5,
  };
}
