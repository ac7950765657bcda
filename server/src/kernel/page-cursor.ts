/** The values by which a page was ordered, of its last item; opaque to callers, and nothing they could not see on it. */
export function writePageCursor(place: readonly (string | number | null)[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The values in their order, for the slice to check; null where the text is no cursor of this many values. */
export function readPageCursor(text: string, values: number): unknown[] | null {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(place) && place.length === values ? place : null;
  } catch {
    return null;
  }
}
