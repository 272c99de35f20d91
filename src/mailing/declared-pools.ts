import type { InputFile, PoolRules } from "../incident/index.ts";
import type { PoolFile } from "../ledger/index.ts";
import { type MailingInputs, mailingDay } from "./inputs.ts";

/** A file of codes as the folder has it, with what its codes must be. */
export type DeclaredPool = PoolFile & { readonly input: InputFile; readonly rules: PoolRules };

/** Every file of codes of every offer, in the order of use. */
export function declaredPools(inputs: MailingInputs): readonly DeclaredPool[] {
  const hashes = new Map(inputs.files.map((file) => [file.name, file.sha256]));
  return inputs.folder.clients.flatMap(({ client, pools }) =>
    client.offers.flatMap((offer) => {
      const rules: PoolRules = {
        mailingDay: mailingDay(inputs, client.id),
        enrolBy: offer.enrolBy,
        format: offer.codeFormat,
      };
      return (pools.get(offer.id) ?? []).flatMap((input, ordinal) => {
        const sha256 = hashes.get(input.name);
        if (sha256 === undefined) return [];
        const names = { client: client.id, offer: offer.id, for: offer.for, file: input.name };
        return [{ ...names, sha256, ordinal, checked: rulesText(rules), input, rules }];
      });
    }),
  );
}

function rulesText({ mailingDay, enrolBy, format }: PoolRules): string {
  return [mailingDay ?? "no day", enrolBy ?? "no day", format ?? "any format"].join(" ");
}
