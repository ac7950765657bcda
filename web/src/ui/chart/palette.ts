/** Colours of the charts. Each has a class of the same name, so that a stylesheet can say what it is in another mode. */
export const PALETTE = {
  accent: '#1d4f91',
  second: '#8fadd3',
  ink: '#3d4652',
  rule: '#d5dae1',
} as const;

const NAMES = new Map<string, string>(Object.entries(PALETTE).map(([name, colour]) => [colour, name]));

export function paletteName(colour: string): string | undefined {
  return NAMES.get(colour.toLowerCase());
}
