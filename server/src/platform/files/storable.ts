/** NUL, and halves of a character that stand alone. */
const UNSTORABLE = /\0|\p{Surrogate}/gu;

/**
 * A text as every store and every format can hold it: what is no character becomes U+FFFD, the mark of a byte that could
 * not be read, so that the row is told so and nothing behind the reader has to fear it.
 */
export function storable(text: string): string {
  // nearly every text is; asking that is much cheaper than looking for what is not
  if (text.isWellFormed() && !text.includes('\0')) return text;
  return text.replace(UNSTORABLE, '\uFFFD');
}
