import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import { contentName } from "./content-name.ts";
import type { Face } from "./face.ts";
import type { ImageObject } from "./image-object.ts";
import type { PageForm } from "./page-form.ts";

/** Content that many pages draw, written once per file. Its name comes from its content, so it is the same in every file. */
export type SharedForm = {
  readonly name: string;
  /** SHA-256 over the content. */
  readonly digest: Uint8Array;
  readonly deflated: Uint8Array;
  /** Left, bottom, right, top in points. */
  readonly box: readonly [number, number, number, number];
  readonly faces: readonly { readonly face: Face; readonly rare: readonly number[] }[];
  readonly images: readonly ImageObject[];
  /** Pages of other files that it draws. */
  readonly pages: readonly PageForm[];
};

/** Makes a form of content operators. The page's colour and position are its own again after it. */
export function sharedForm(
  content: Uint8Array,
  uses: {
    readonly box: SharedForm["box"];
    readonly faces: SharedForm["faces"];
    readonly images?: readonly ImageObject[];
    readonly pages?: readonly PageForm[];
  },
): SharedForm {
  const digest = createHash("sha256").update(uses.box.join(" ")).update("\n").update(content).digest();
  return {
    name: `S${contentName(digest)}`,
    digest,
    // Page streams stay plain: starting zlib costs more than a whole letter. What is shared is packed.
    // Copied, because what zlib gives is a small piece of a large buffer, and forms are kept for long.
    deflated: new Uint8Array(deflateSync(content, { level: 9 })),
    box: uses.box,
    faces: uses.faces,
    images: uses.images ?? [],
    pages: uses.pages ?? [],
  };
}
