import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';

/** A weight of the one Chinese font that comes with the program (思源黑体, OFL-1.1; some 30,000 characters). */
export type Weight = 'regular' | 'bold';
export type PdfFont = { readonly bytes: Buffer; has(character: string): boolean; widthOf(character: string): number };

const FILES: Record<Weight, string> = { regular: 'NotoSansHans-Regular.otf', bold: 'NotoSansHans-Bold.otf' };
let loaded: Promise<Record<Weight, PdfFont>> | null = null;

/** Read once: 17 MB that stay. */
export function pdfFonts(): Promise<Record<Weight, PdfFont>> {
  loaded ??= Promise.all([load('regular'), load('bold')]).then(([regular, bold]) => ({ regular, bold }));
  return loaded;
}

async function load(weight: Weight): Promise<PdfFont> {
  const folder = new URL('../fonts/', import.meta.resolve('@embedpdf/fonts-sc'));
  const bytes = await readFile(fileURLToPath(new URL(FILES[weight], folder)));
  const font = create(bytes) as Font;
  const characters = new Set(font.characterSet);
  const widths = new Map<string, number>();
  return {
    bytes,
    has: (character) => characters.has(character.codePointAt(0) ?? 0),
    /** In ems. */
    widthOf(character) {
      const known = widths.get(character);
      if (known !== undefined) return known;
      const width = font.glyphForCodePoint(character.codePointAt(0) ?? 0).advanceWidth / font.unitsPerEm;
      widths.set(character, width);
      return width;
    },
  };
}
