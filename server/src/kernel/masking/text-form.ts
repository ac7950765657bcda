const FULL_WIDTH = /[！-～　]/g;
const FULL_WIDTH_OFFSET = 0xfee0;

/** A text with half-width letters, figures and signs in place of full-width ones: every place stays where it was. */
export function halfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (sign) =>
    sign === '　' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_OFFSET),
  );
}

export type What = 'name' | 'phone' | 'identity' | 'plate' | 'bank-account' | 'address' | 'email';
export type Stretch = { from: number; to: number };
export type Span = Stretch & { what: What };

export function overlaps(one: Stretch, other: Stretch): boolean {
  return one.from < other.to && other.from < one.to;
}

/** From the last full stop, semicolon or line end before a place up to it. */
export function sentenceBefore(text: string, at: number, longest: number): string {
  const before = text.slice(Math.max(0, at - longest), at);
  return before.slice(Math.max(...['。', ';', '\n'].map((end) => before.lastIndexOf(end))) + 1);
}
