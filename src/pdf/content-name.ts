/** Eight characters (41 bits) of a digest: no two of a file's few thousand forms will meet. */
export function contentName(digest: Uint8Array): string {
  let value = 0n;
  for (const byte of digest.subarray(0, 8)) value = (value << 8n) | BigInt(byte);
  return (value % 36n ** 8n).toString(36).padStart(8, "0");
}
