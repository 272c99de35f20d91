import type { Day } from "../calendar/index.ts";
import type { DutyQuestion } from "./duty.ts";
import { type ProvisionInForce, rulesInForce } from "./in-force.ts";
import type { Jurisdiction, Provision, Version } from "./jurisdiction.ts";
import type { Situation } from "./situation.ts";

/** What an exemption that a law has does to one of its duties in this situation. */
export type Exemptions = {
  /** True if the client claims one: a duty that would be owed is then a question for counsel. */
  readonly claimed: boolean;
  readonly why: readonly string[];
  readonly questions: readonly DutyQuestion[];
  /** “What would change it”: the exemptions that nobody claims. */
  readonly wouldChange: readonly string[];
};

type Exemption = {
  readonly version: Version;
  /** The citation; with a warning where only the State's main law was found to have the exemption. */
  readonly cite: string;
  readonly text: string | undefined;
};

/**
 * The encryption and harm exemptions of the law to which the provision belongs (those of the
 * jurisdiction's main law if a further law of it has none). The machine never silences a duty by
 * itself: a claim turns it into a question with the same day.
 */
export function exemptionsFor(
  jurisdiction: Jurisdiction,
  provision: Provision,
  version: Version,
  { dataProtection, riskAssessment }: Situation,
  on: Day,
): Exemptions {
  const encryption = encryptionExemption(jurisdiction, provision.regime, on);
  // A duty that is owed because harm was found not to be likely cannot fall away for the same reason.
  const harm = version.when?.noHarmDetermination
    ? undefined
    : harmExemption(jurisdiction, provision.regime, on);
  const why: string[] = [];
  const questions: DutyQuestion[] = [];
  const wouldChange: string[] = [];
  const asks = (text: string, field: string) =>
    questions.push({
      text,
      field,
      blocking: false,
      conservative: "Treated as owed until counsel confirms.",
      alternative: "Not owed.",
    });
  if (encryption !== undefined) {
    const { cite } = encryption;
    const { confidence } = encryption.version;
    if (dataProtection === "encrypted") {
      why.push(
        `The client says that the data was encrypted and the key is safe. Exemption (${cite}, ${confidence}): ${encryption.text}`,
      );
      asks(`Does the encryption meet ${cite}, and is the key certainly safe?`, "dataProtection");
    } else if (dataProtection === "encryptedKeyTaken") {
      why.push(`The data was encrypted, but the key was taken: the exemption of ${cite} does not help.`);
    } else if (dataProtection === undefined) {
      wouldChange.push(`What would change it: encryption with a safe key (${cite}).`);
    }
  }
  if (harm !== undefined) {
    const { cite } = harm;
    const { confidence } = harm.version;
    if (riskAssessment?.finding === "noLikelyHarm") {
      why.push(
        `The client found on ${riskAssessment.on} that harm is not likely. Exemption (${cite}, ${confidence})${harm.text === undefined ? "." : `: ${harm.text}`}`,
      );
      asks(`Does the risk assessment of ${riskAssessment.on} meet ${cite}?`, "riskAssessment");
    } else if (riskAssessment === undefined) {
      wouldChange.push(`What would change it: a documented finding that harm is not likely (${cite}).`);
    }
  }
  return { claimed: questions.length > 0, why, questions, wouldChange };
}

function encryptionExemption(
  jurisdiction: Jurisdiction,
  regime: string | undefined,
  on: Day,
): Exemption | undefined {
  const found = ofRegime(rulesInForce(jurisdiction, on, "encryption"), regime);
  return found?.rule.exempts ? { ...exemptionOf(found, regime), text: found.rule.text } : undefined;
}

function harmExemption(
  jurisdiction: Jurisdiction,
  regime: string | undefined,
  on: Day,
): Exemption | undefined {
  const found = ofRegime(rulesInForce(jurisdiction, on, "harmThreshold"), regime);
  return found?.rule.exists ? { ...exemptionOf(found, regime), text: found.rule.text } : undefined;
}

function exemptionOf({ provision, version }: ProvisionInForce, regime: string | undefined) {
  const { cite } = version;
  const own = provision.regime === regime;
  return {
    version,
    cite: own ? cite : `${cite} (the State's main law; whether this further law exempts too was not read)`,
  };
}

function ofRegime<T extends { readonly provision: Provision }>(
  rules: readonly T[],
  regime: string | undefined,
): T | undefined {
  return (
    rules.find(({ provision }) => provision.regime === regime) ??
    rules.find(({ provision }) => provision.regime === undefined)
  );
}
