import { deflateSync } from "node:zlib";
import { type FinishedPdf, PdfFile, resourcesObject } from "./pdf-file.ts";
import { srgbProfile } from "./srgb-profile.ts";
import { type LinkArea, leavesIn } from "./structure.ts";
import { type PlacedLink, writeLinks, writeStructureTree } from "./structure-tree.ts";
import { type PdfStandard, type TagFault, type TaggedDocument, tagFaults } from "./tag-faults.ts";
import { xmpPacket } from "./xmp.ts";

/** A tagged file, and the standards that it says it meets. */
export type TaggedPdf = Omit<FinishedPdf, "bytes"> & {
  readonly bytes: Uint8Array;
  readonly standards: readonly PdfStandard[];
  readonly faults: readonly TagFault[];
};

let packedProfile: Uint8Array | undefined;

/**
 * Writes a tagged document: tag tree, links, language, title, output intent (sRGB) and metadata. It names
 * PDF/UA-1 and PDF/A-2u only if none of its faults is against them. Equal documents give equal bytes.
 */
export function taggedPdf(document: TaggedDocument): TaggedPdf {
  const { about, pages, root } = document;
  const faults = tagFaults(document);
  const standards = (["PDF/UA-1", "PDF/A-2u"] as const).filter(
    (standard) => !faults.some((fault) => fault.standard === standard),
  );
  const file = new PdfFile("memory", about);
  const links = writeLinks(file, root, pages.length);
  const ofPage = Map.groupBy(leavesIn(root, "link"), ({ page }) => page);
  const numbers = pages.map((page, index) => {
    for (const form of page.forms) file.share(form);
    for (const [face, rare] of page.faces) file.use(face, [...rare]);
    const content = page.content();
    const transparent = page.forms.some(({ images }) => images.some(({ mask }) => mask !== undefined));
    return file.page(
      content,
      0,
      content.length,
      pageEntries(index, ofPage.get(index) ?? [], links, transparent),
    );
  });
  const tree = writeStructureTree(file, root, numbers, links);
  const metadata = file.stream("/Type/Metadata/Subtype/XML", Buffer.from(xmpPacket(about, standards)));
  packedProfile ??= deflateSync(srgbProfile(), { level: 9 });
  const profile = file.stream("/N 3/Filter/FlateDecode", packedProfile);
  const condition = "(sRGB IEC61966-2.1)";
  const intent = `<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier${condition}/Info${condition}`;
  const finished = file.finish(
    `/MarkInfo<</Marked true>>/StructTreeRoot ${tree} 0 R/Metadata ${metadata} 0 R` +
      `/OutputIntents[${intent}/DestOutputProfile ${profile} 0 R>>]`,
  );
  return { ...finished, bytes: file.bytes(), standards, faults };
}

function pageEntries(
  index: number,
  areas: readonly LinkArea[],
  links: ReadonlyMap<LinkArea, PlacedLink>,
  transparent: boolean,
): string {
  const annotations = areas.map((area) => `${(links.get(area) as PlacedLink).object} 0 R`).join(" ");
  // ISO 19005-2 6.2.2: resources are the page's own, not inherited. ISO 14289-1 7.18.3: the tab key goes from link to link in the order of the tags.
  return (
    `/Resources ${resourcesObject} 0 R/StructParents ${index}/Tabs/S${areas.length === 0 ? "" : `/Annots[${annotations}]`}` +
    (transparent ? "/Group<</Type/Group/S/Transparency/CS/DeviceRGB>>" : "")
  );
}
