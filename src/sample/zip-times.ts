// PKWARE APPNOTE 4.3: where a ZIP archive says when its files were last changed (2 bytes time, 2 bytes date).
const endOfDirectory = { signature: 0x06054b50, length: 22, entriesAt: 10, directoryAt: 16 };
const directoryEntry = { signature: 0x02014b50, length: 46, timeAt: 12, nameLengthAt: 28, localHeaderAt: 42 };
const localHeader = { signature: 0x04034b50, timeAt: 10 };

// 1 January 1980, 0:00: the first moment that the format knows.
const fixedTime = 0x0021_0000;

/**
 * A copy of a ZIP archive (an Excel workbook is one) in which every file bears the same time, so that
 * the same content is the same bytes. Throws a RangeError if the bytes are no ZIP archive.
 */
export function withFixedTimes(archive: Uint8Array): Uint8Array {
  const bytes = Uint8Array.from(archive);
  const view = new DataView(bytes.buffer);
  const end = endIn(view);
  let entry = view.getUint32(end + endOfDirectory.directoryAt, true);
  for (let left = view.getUint16(end + endOfDirectory.entriesAt, true); left > 0; left -= 1) {
    expectSignature(view, entry, directoryEntry.signature);
    const local = view.getUint32(entry + directoryEntry.localHeaderAt, true);
    expectSignature(view, local, localHeader.signature);
    view.setUint32(entry + directoryEntry.timeAt, fixedTime, true);
    view.setUint32(local + localHeader.timeAt, fixedTime, true);
    const lengths = [0, 2, 4].map((offset) =>
      view.getUint16(entry + directoryEntry.nameLengthAt + offset, true),
    );
    entry += directoryEntry.length + lengths.reduce((sum, length) => sum + length, 0);
  }
  return bytes;
}

function endIn(view: DataView): number {
  for (let at = view.byteLength - endOfDirectory.length; at >= 0; at -= 1) {
    if (view.getUint32(at, true) === endOfDirectory.signature) return at;
  }
  throw new RangeError("no ZIP archive: it has no end of directory");
}

function expectSignature(view: DataView, at: number, signature: number): void {
  if (view.getUint32(at, true) !== signature)
    throw new RangeError(`no ZIP archive: wrong signature at ${at}`);
}
