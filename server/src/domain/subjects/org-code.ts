/** Positions 9-17 of a unified code: the organisation's own body code (GB 11714). */
export const orgCodeOf = (code: string): string => code.slice(8, 17);
