/**
 * Text whose characters are all below 256, as bytes that are nobody else's. A small Buffer is a piece of a
 * pool of up to 64 KB: kept for long, it keeps all of that in memory.
 */
export function ownBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
