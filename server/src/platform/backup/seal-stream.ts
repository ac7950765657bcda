import { sealChunk } from './chunk-cipher.ts';

/** Cuts a stream into chunks of `chunkBytes` and seals each; the last one, perhaps shorter, says that it is the last. */
export async function* sealStream(
  plain: AsyncIterable<Buffer>,
  key: Buffer,
  chunkBytes: number,
): AsyncGenerator<Buffer> {
  const chunk = Buffer.alloc(chunkBytes);
  let filled = 0;
  let number = 0;
  for await (const piece of plain) {
    for (let at = 0; at < piece.length; ) {
      // A full chunk waits for one more byte: only then is it known not to be the last.
      if (filled === chunkBytes) {
        yield sealChunk(chunk, key, { number: number++, last: false });
        filled = 0;
      }
      const taken = piece.copy(chunk, filled, at, at + chunkBytes - filled);
      filled += taken;
      at += taken;
    }
  }
  yield sealChunk(chunk.subarray(0, filled), key, { number, last: true });
}
