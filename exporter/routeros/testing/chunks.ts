/** Cuts bytes into chunks of these sizes, from the first again after the last. */
export function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  let start = 0;
  for (let turn = 0; start < bytes.length; turn += 1) {
    const end = start + (sizes[turn % sizes.length] ?? bytes.length);
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}
