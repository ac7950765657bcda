import type PDFDocument from 'pdfkit';
import { breakLines } from './break-lines.ts';
import { PAGE, TEXT_WIDTH } from './page.ts';
import type { Strip } from './paginate.ts';
import type { PdfFont, Weight } from './pdf-fonts.ts';

export type Pdf = InstanceType<typeof PDFDocument>;
export type Type = { readonly weight: Weight; readonly size: number; readonly line: number; readonly colour?: string };
type Setting = { readonly align: 'left' | 'centre' | 'justify'; readonly indent?: number };

/** From the baseline to the middle of a Chinese character, in ems. */
const HALF_HEIGHT = 0.38;
/** Ems between characters at most when a line is spread to the edge; a line that wants more stays as it is. */
const MOST_SPREAD = 0.25;
const INK = 'black';

/** Draws words on the pages of one document. */
export class Pen {
  readonly pdf: Pdf;
  private readonly fonts: Record<Weight, PdfFont>;

  constructor(pdf: Pdf, fonts: Record<Weight, PdfFont>) {
    this.pdf = pdf;
    this.fonts = fonts;
    // the types know other forms of bytes; the library takes these
    for (const weight of ['regular', 'bold'] as const)
      pdf.registerFont(weight, fonts[weight].bytes as unknown as ArrayBuffer);
  }

  linesOf(text: string, { weight, size }: Type, width: number, indent = 0): string[] {
    const { widthOf } = this.fonts[weight];
    return breakLines(text, (character) => widthOf(character) * size, { first: width - indent, rest: width });
  }

  widthOf(text: string, { weight, size }: Type): number {
    return this.pdf.font(weight).fontSize(size).widthOfString(text);
  }

  /** One line within a box: `top` is the upper edge of the line, not of its letters. */
  line(text: string, type: Type, box: { left: number; top: number; width: number; align: Setting['align'] }): void {
    if (text === '') return;
    const natural = this.widthOf(text, type);
    const free = box.width - natural;
    const spread = box.align === 'justify' ? free / Math.max(1, [...text].length - 1) : 0;
    const spacing = Math.abs(spread) > MOST_SPREAD * type.size ? 0 : spread;
    const left = box.align === 'centre' ? box.left + free / 2 : box.left;
    this.pdf.fillColor(type.colour ?? INK).text(text, left, box.top + type.line / 2 + HALF_HEIGHT * type.size, {
      lineBreak: false,
      baseline: 'alphabetic',
      characterSpacing: spacing,
    });
  }

  /** A paragraph over the whole width, line by line. */
  paragraph(text: string, type: Type, { align, indent = 0 }: Setting): Strip[] {
    const lines = this.linesOf(text, type, TEXT_WIDTH, indent);
    return lines.map((line, index) => ({
      height: type.line,
      draw: (top) => {
        const shift = index === 0 ? indent : 0;
        const last = index === lines.length - 1;
        const box = { left: PAGE.left + shift, top, width: TEXT_WIDTH - shift };
        this.line(line, type, { ...box, align: align === 'justify' && last ? 'left' : align });
      },
    }));
  }
}
