import { packagedFont, programFonts } from "../pdf/index.ts";
import { type FullFonts, faultText, fullFonts } from "../readback/index.ts";
import { fontsOf } from "./fonts-of.ts";
import type { MailingInputs } from "./inputs.ts";

/** The whole font files that a client's letters may be set in: ours, the client's own, those for other scripts. */
export function fullFontsOf({ folder }: MailingInputs, clientId: string): FullFonts {
  const client = folder.clients.find((each) => each.client.id === clientId);
  const given = client === undefined ? undefined : fontsOf(folder, client);
  const roles = [...Object.values(given?.text ?? {}), ...Object.values(given?.headings ?? {})];
  const fallback = (given?.fallback ?? []).map((font) =>
    "package" in font ? packagedFont(font.package) : font.bytes,
  );
  const files = [...programFonts(), ...roles.map(({ bytes }) => bytes), ...fallback];
  const opened = fullFonts(files.filter((bytes) => bytes !== undefined));
  // The letters were set in these very files.
  if (opened.kind === "fault") throw new Error(`a font that letters were set in: ${faultText(opened.fault)}`);
  return opened.value;
}
