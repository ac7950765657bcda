import { AlignmentType, type IParagraphStyleOptions, type IRunStylePropertiesOptions, LineRuleType } from 'docx';
import { xmlText } from '../../../platform/files/write/xml-text.ts';
import { GAP, LINE, RED, SIZE } from './page.ts';

/** Points to twips, in which Word counts lengths; sizes of letters are counted in half points. */
export const twips = (points: number): number => Math.round(points * 20);
const halves = (points: number): number => points * 2;

/**
 * Fonts as official documents ask for them, each with the one to take where it is not installed: it stands in the font
 * table as another name. One name of at most 31 characters, because Word takes the whole value for one ([MS-OE376] 2.1).
 */
const FONTS = {
  title: { name: '方正小标宋简体', instead: '宋体', family: 'roman' },
  heading: { name: '黑体', instead: 'SimHei', family: 'swiss' },
  body: { name: '仿宋_GB2312', instead: '仿宋', family: 'modern' },
  plain: { name: '宋体', instead: 'SimSun', family: 'roman' },
} as const;
const LATIN = 'Times New Roman';

const font = (of: keyof typeof FONTS): NonNullable<IRunStylePropertiesOptions['font']> => ({
  ascii: LATIN,
  hAnsi: LATIN,
  cs: LATIN,
  eastAsia: FONTS[of].name,
});

const exactly = (line: number) => ({ line: twips(line), lineRule: LineRuleType.EXACT });

/** Ids of the styles, by which an editor changes the look of a whole paper. */
export const STYLE = {
  letterhead: 'PaperLetterhead',
  number: 'PaperNumber',
  title: 'PaperTitle',
  addressee: 'PaperAddressee',
  heading: 'PaperHeading',
  body: 'PaperBody',
  cell: 'PaperCell',
  cellHead: 'PaperCellHead',
  signature: 'PaperSignature',
  pageNumber: 'PaperPageNumber',
} as const;

const style = (
  id: string,
  name: string,
  run: IRunStylePropertiesOptions,
  paragraph: NonNullable<IParagraphStyleOptions['paragraph']>,
): IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', quickFormat: true, run, paragraph });

const body = { font: font('body'), size: halves(SIZE.body) };
/** Two characters of the font at hand; the twips are for programs that do not count in characters. */
const INDENT = { firstLine: twips(2 * SIZE.body), firstLineChars: 200 };

export const PARAGRAPH_STYLES: readonly IParagraphStyleOptions[] = [
  style(
    STYLE.letterhead,
    '文书版头',
    { font: font('title'), size: halves(SIZE.largestLetterhead), color: RED, bold: true },
    { alignment: AlignmentType.CENTER, spacing: { after: twips(GAP.afterLetterhead) } },
  ),
  style(STYLE.number, '文书文号', body, {
    alignment: AlignmentType.CENTER,
    spacing: { ...exactly(LINE.body), after: twips(GAP.afterNumber) },
  }),
  style(
    STYLE.title,
    '文书标题',
    { font: font('title'), size: halves(SIZE.title), bold: true },
    {
      alignment: AlignmentType.CENTER,
      outlineLevel: 0,
      keepNext: true,
      spacing: { ...exactly(LINE.title), before: twips(GAP.aroundTitle), after: twips(GAP.aroundTitle) },
    },
  ),
  style(STYLE.addressee, '文书主送', body, { alignment: AlignmentType.LEFT, spacing: exactly(LINE.body) }),
  style(
    STYLE.heading,
    '文书小标题',
    { font: font('heading'), size: halves(SIZE.body) },
    { keepNext: true, outlineLevel: 1, indent: INDENT, spacing: exactly(LINE.body) },
  ),
  style(STYLE.body, '文书正文', body, {
    alignment: AlignmentType.BOTH,
    indent: INDENT,
    spacing: exactly(LINE.body),
  }),
  style(
    STYLE.cell,
    '文书表格',
    { font: font('body'), size: halves(SIZE.cell) },
    { alignment: AlignmentType.LEFT, spacing: exactly(LINE.cell) },
  ),
  style(
    STYLE.cellHead,
    '文书表头',
    { font: font('heading'), size: halves(SIZE.cell) },
    { alignment: AlignmentType.CENTER, spacing: exactly(LINE.cell) },
  ),
  style(STYLE.signature, '文书落款', body, {
    alignment: AlignmentType.RIGHT,
    keepLines: true,
    spacing: exactly(LINE.body),
  }),
  style(STYLE.pageNumber, '文书页码', { font: font('plain'), size: halves(SIZE.pageNumber) }, {}),
];

/** `word/fontTable.xml`. The library writes it for fonts it embeds only; here it carries the fallbacks. */
export function fontTable(): string {
  const entries = Object.values(FONTS).map(
    ({ name, instead, family }) =>
      `<w:font w:name="${xmlText(name)}"><w:altName w:val="${xmlText(instead)}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${entries.join('')}</w:fonts>`;
}
