import type { ImageObject } from "./image-object.ts";

const colourSpaces: Readonly<Record<number, string>> = { 1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK" };

/** A JPEG file is a PDF image as it stands (DCTDecode); only its frame header is read. */
export function readJpeg(file: Uint8Array): Omit<ImageObject, "name"> | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  for (let at = 2; at + 9 < file.length; ) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1] as number;
    // ITU T.81 table B.1: frame headers are C0 to CF, without C4 (Huffman), C8 (reserved) and CC (arithmetic).
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      const height = view.getUint16(at + 5);
      const width = view.getUint16(at + 7);
      const space = colourSpaces[file[at + 9] as number];
      if (space === undefined || width === 0 || height === 0) return undefined;
      // Programs that write CMYK into JPEG store it inverted.
      const invert = space === "DeviceCMYK" ? "/Decode[1 0 1 0 1 0 1 0]" : "";
      return {
        width,
        height,
        entries:
          `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}` +
          `/ColorSpace/${space}/BitsPerComponent 8${invert}/Filter/DCTDecode`,
        bytes: file,
        mask: undefined,
      };
    }
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}
