/** A picture as PDF objects. Its name comes from its content. */
export type ImageObject = {
  readonly name: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  readonly entries: string;
  readonly bytes: Uint8Array;
  /** Transparency, as a picture of its own. */
  readonly mask: { readonly entries: string; readonly bytes: Uint8Array } | undefined;
};
