import type { Day } from "../calendar/index.ts";
import { type Problem, type ProblemCode, problem } from "../problem/index.ts";
import { dayInCell } from "./day-in-cell.ts";
import type { Individual } from "./individual.ts";
import type { RowPlace } from "./postal-address.ts";

type EmailRead = { readonly email: Individual["email"]; readonly problems: readonly Problem[] };

// RFC 5321 lengths (64 before the @, 254 in all); no quoted local parts, no comments, no bare hosts.
const address =
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]$/;

/** True if mail can be sent to it as it stands: one address, nothing that could end a header line. */
function isEmailAddress(text: string): boolean {
  return text.length <= 254 && text.indexOf("@") <= 64 && address.test(text);
}

/**
 * The e-mail address, if it may be used: with a recorded day of consent, and for the individual alone
 * (45 CFR 164.404(d)(1)(i): “if the individual agrees to electronic notice”). Without it the letter
 * goes by post, so nothing here holds a person; what was meant as consent and is none is told.
 */
export function emailConsent(
  cell: string,
  consentCell: string,
  forIndividual: boolean,
  asOf: Day,
  place: RowPlace,
): EmailRead {
  const consent = dayInCell(consentCell);
  if (consent.kind === "none") return { email: undefined, problems: [] };
  const unused = (code: ProblemCode, column: string): EmailRead => ({
    email: undefined,
    problems: [problem(code, { ...place, column })],
  });
  const text = cell.trim();
  if (text === "") return unused("people/email-missing", "email");
  if (consent.kind === "bad") return unused("people/email-consent-not-a-day", "emailConsent");
  if (consent.day > asOf) return unused("people/email-consent-in-future", "emailConsent");
  if (!isEmailAddress(text)) return unused("people/email-not-usable", "email");
  if (!forIndividual) return unused("people/email-not-the-readers", "email");
  return { email: { address: text, consentedOn: consent.day }, problems: [] };
}
