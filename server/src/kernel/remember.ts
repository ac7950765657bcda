/**
 * The same pure function of a text, answering from memory what it was asked before: names, codes and days of a file
 * repeat thousands of times. Of no more than `most` texts; then it forgets them all, which costs less than choosing.
 * What it answers is shared and must not be changed.
 */
export function remembering<T>(answer: (text: string) => T, most: number): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined || known.has(text)) return remembered as T;
    const fresh = answer(text);
    if (known.size >= most) known.clear();
    known.set(ownCopy(text), fresh);
    return fresh;
  };
}

/** A slice of a file's text would keep the whole piece it was cut from in memory. */
const ownCopy = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le');
