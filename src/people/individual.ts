import type { Day } from "../calendar/index.ts";
import type { DataElement } from "../incident/index.ts";

/** A name as it is written on the envelope, in NFC. */
export type PersonName = {
  readonly full: string;
  /** Mr., Dr. and so on, as it stands in `full`. */
  readonly prefix?: string;
  readonly first?: string;
  readonly middle?: string;
  readonly last?: string;
  readonly suffix?: string;
};

/** Where the letter goes. Lines are as printed, in USPS Publication 28 order. */
export type PostalAddress = {
  /** One to three delivery lines, without care-of and without the last line; none if `kind` is unknown. */
  readonly lines: readonly string[];
  readonly city: string;
  /** Two-letter state, territory or military code (AA, AE, AP); empty abroad. */
  readonly state: string;
  /** `12345` or `12345-6789`; abroad the postal code as given, or empty. */
  readonly zip: string;
  /** ISO 3166 two-letter country; `US` for states, territories and military addresses. */
  readonly country: string;
  /** `unknown`: too little of an address to write to; the person gets substitute notice. */
  readonly kind: "state" | "territory" | "military" | "foreign" | "unknown";
};

/**
 * Whose law speaks for a person: `US-CA` and so on by residence, `FOREIGN` abroad, `UNKNOWN` where
 * the address does not tell (military post offices, no address).
 */
export type Jurisdiction = string;

/** Whom the envelope addresses, and in which capacity. */
export type Recipient =
  | { readonly kind: "individual" }
  | { readonly kind: "parentOrGuardian"; readonly name?: string }
  | { readonly kind: "nextOfKin"; readonly name?: string };

/**
 * How the person can be reached: `mail` by letter (or by e-mail where `email` is given), `emailOnly`
 * by agreed e-mail but at no postal address, `substitute` by neither (45 CFR 164.404(d)(2)).
 */
export type Delivery = "mail" | "emailOnly" | "substitute";

/** A person whose data was affected, in relation to one client. */
export type Individual = {
  readonly client: string;
  /** The client's own key for the person; unique within the client. */
  readonly id: string;
  readonly name: PersonName;
  readonly status: "adult" | "minor" | "deceased";
  readonly recipient: Recipient;
  readonly careOf?: string;
  readonly address: PostalAddress;
  readonly delivery: Delivery;
  readonly jurisdiction: Jurisdiction;
  readonly dateOfBirth?: Day;
  readonly dateOfDeath?: Day;
  /** E-mail may be used only with recorded consent (45 CFR 164.404(d)(1)(i)). */
  readonly email?: { readonly address: string; readonly consentedOn: Day };
  readonly language: string;
  /** Worst first, without repetition. May be empty: a person with nothing but a name. */
  readonly dataElements: readonly DataElement[];
  readonly source: { readonly file: string; readonly row: number };
};
