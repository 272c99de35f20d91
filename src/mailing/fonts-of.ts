import type { ClientFolder, FontFile, IncidentFolder } from "../incident/index.ts";
import type { FallbackFont, GivenFont, GivenFonts } from "../letter/index.ts";

const given = ({ file, bytes }: FontFile): GivenFont => ({ file: file.name, bytes });

function each<T extends Readonly<Record<string, FontFile>>>(
  fonts: T,
): { readonly [K in keyof T]: GivenFont } {
  return Object.fromEntries(Object.entries(fonts).map(([style, font]) => [style, given(font)])) as never;
}

const known = new WeakMap<ClientFolder, GivenFonts>();

/** The fonts of a client's letters beside ours; undefined if the incident and the client give none. */
export function fontsOf({ fallbackFonts }: IncidentFolder, client: ClientFolder): GivenFonts | undefined {
  const { fonts } = client;
  if (fonts?.text === undefined && fonts?.headings === undefined && fallbackFonts.length === 0)
    return undefined;
  let made = known.get(client);
  if (made === undefined) {
    const fallback = fallbackFonts.map(
      (font): FallbackFont => (font.kind === "package" ? { package: font.name } : given(font.font)),
    );
    made = {
      ...(fonts?.text === undefined ? {} : { text: each(fonts.text) }),
      ...(fonts?.headings === undefined ? {} : { headings: each(fonts.headings) }),
      fallback,
    };
    known.set(client, made);
  }
  return made;
}
