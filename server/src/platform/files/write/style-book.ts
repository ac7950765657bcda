/** How a cell looks, as far as our workbooks need it. */
export type CellStyle = {
  /** `text`: what is typed stays as typed; `date`: year-month-day. */
  readonly as?: 'text' | 'date';
  readonly fill?: 'amber' | 'heading';
  readonly bold?: boolean;
  /** Grey letters: an example, a note. */
  readonly faint?: boolean;
  readonly wrap?: boolean;
  readonly centred?: boolean;
  /** Held as text although it begins like a formula. */
  readonly quoted?: boolean;
};

const HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
/** 49 is the built-in text format `@`; numbers from 164 are a workbook's own. */
const FORMATS = { none: 0, text: 49, date: 164 } as const;
/** 0 and 1 are fixed by the format (ECMA-376 part 1, 18.8.20). */
const FILLS = { none: 0, amber: 2, heading: 3 } as const;
const FILL_COLOURS = ['FFFFD58A', 'FFE8EDF4'];
const LETTER = '<sz val="11"/>';
const FAINT = '<color rgb="FF7F7F7F"/>';
const TYPEFACE = '<name val="等线"/><family val="2"/>';
const FONTS = [
  `<font>${LETTER}${TYPEFACE}</font>`,
  `<font><b/>${LETTER}${TYPEFACE}</font>`,
  `<font>${LETTER}${FAINT}${TYPEFACE}</font>`,
  `<font><b/>${LETTER}${FAINT}${TYPEFACE}</font>`,
];

/** The styles of one workbook: each is written once, cells refer to it by number. */
export class StyleBook {
  readonly #indexes = new Map<string, number>([[formatOf({}), 0]]);

  indexOf(style: CellStyle): number {
    const format = formatOf(style);
    const known = this.#indexes.get(format);
    if (known !== undefined) return known;
    this.#indexes.set(format, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  /** The part `xl/styles.xml`. */
  xml(): string {
    const fills = FILL_COLOURS.map(
      (colour) =>
        `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`,
    );
    const none = '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>';
    const plain = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>';
    return `${HEADER}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="${FORMATS.date}" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="${FONTS.length}">${FONTS.join('')}</fonts><fills count="${fills.length + 2}">${none}${fills.join('')}</fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1">${plain}</cellStyleXfs><cellXfs count="${this.#indexes.size}">${[...this.#indexes.keys()].join('')}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
  }
}

function formatOf({ as, fill, bold, faint, wrap, centred, quoted }: CellStyle): string {
  const font = (bold ? 1 : 0) + (faint ? 2 : 0);
  const centre = centred ? ' horizontal="center"' : '';
  const alignment = `<alignment vertical="${wrap ? 'top' : 'center'}"${centre}${wrap ? ' wrapText="1"' : ''}/>`;
  return `<xf numFmtId="${FORMATS[as ?? 'none']}" fontId="${font}" fillId="${FILLS[fill ?? 'none']}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1"${quoted ? ' quotePrefix="1"' : ''}>${alignment}</xf>`;
}
