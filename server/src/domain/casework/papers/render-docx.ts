import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  type ISectionOptions,
  Packer,
  PageNumber,
  Paragraph,
  type Table,
  TextRun,
} from 'docx';
import { xmlText } from '../../../platform/files/write/xml-text.ts';
import { fontTable, PARAGRAPH_STYLES, STYLE, twips } from './docx-styles.ts';
import { formTable, rowTable } from './docx-tables.ts';
import type { FilledPaper, PaperParagraph } from './filled-paper.ts';
import { GAP, letterheadSize, PAGE, RED, RULE_WIDTH, SIZE, signatureIndents } from './page.ts';
import { settlePackage } from './settle-package.ts';
import { dateInWords, itemMark } from './words.ts';

export const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** The paper for Word and WPS, to be edited: paragraphs in named styles, real tables. The same paper is the same bytes. */
export async function renderDocx(paper: FilledPaper): Promise<Buffer> {
  const { acknowledgement } = paper;
  const document = new Document({
    title: paper.title,
    creator: paper.letterhead,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: { document: { run: { language: { value: 'zh-CN', eastAsia: 'zh-CN' } } } },
      paragraphStyles: [...PARAGRAPH_STYLES],
    },
    sections: [
      {
        ...SECTION,
        children: [
          ...headOf(paper),
          ...paper.paragraphs.flatMap((one, index) => blocksOf(one, paper.paragraphs[index + 1] ?? 'signature')),
          ...signatureOf(paper),
          ...(acknowledgement === null
            ? []
            : [
                new Paragraph({ style: STYLE.title, pageBreakBefore: true, text: acknowledgement.title }),
                ...acknowledgement.paragraphs.flatMap((one, index) =>
                  blocksOf(one, acknowledgement.paragraphs[index + 1]),
                ),
              ]),
        ],
      },
    ],
  });
  const written = await Packer.toBuffer(document, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(paper) },
    { path: 'word/fontTable.xml', data: fontTable() },
  ]);
  return settlePackage(written, paper.date);
}

function headOf({ letterhead, number, title }: FilledPaper): Paragraph[] {
  const rule = { style: BorderStyle.SINGLE, size: RULE_WIDTH * 8, color: RED, space: 6 };
  return [
    new Paragraph({
      style: STYLE.letterhead,
      children: [new TextRun({ text: letterhead, size: letterheadSize(letterhead) * 2 })],
      ...(number === null ? { border: { bottom: rule } } : {}),
    }),
    ...(number === null ? [] : [new Paragraph({ style: STYLE.number, text: number, border: { bottom: rule } })]),
    new Paragraph({ style: STYLE.title, text: title }),
  ];
}

type Next = PaperParagraph | 'signature' | undefined;

/** A signature never stands on a page without words: the last paragraph goes along. */
function blocksOf(one: PaperParagraph, next: Next): (Paragraph | Table)[] {
  const keepNext = next === 'signature' ? { keepNext: true } : {};
  switch (one.role) {
    case 'addressee':
    case 'heading':
    case 'body':
      return [new Paragraph({ style: STYLE[one.role], text: one.text, ...keepNext })];
    case 'list':
      return one.items.map(
        (item, index) =>
          new Paragraph({
            style: STYLE.body,
            text: `${itemMark(index)}${item}`,
            ...(index === one.items.length - 1 ? keepNext : {}),
          }),
      );
    case 'table':
      return [GAP_LINE(), rowTable(one.columns, one.rows), ...gapAfter(next)];
    case 'form':
      return [GAP_LINE(), formTable(one.rows), ...gapAfter(next)];
  }
}

/** Word joins tables that touch; between two of them the second one's own gap stands. */
const gapAfter = (next: Next): Paragraph[] =>
  typeof next === 'object' && (next.role === 'table' || next.role === 'form') ? [] : [GAP_LINE()];

const GAP_LINE = (): Paragraph =>
  new Paragraph({ spacing: { line: twips(GAP.aroundTable), lineRule: 'exact', before: 0, after: 0 } });

function signatureOf({ signature, date }: FilledPaper): Paragraph[] {
  const agency = `${signature.agency}${signature.seal}`;
  const indents = signatureIndents(agency, date);
  return [
    new Paragraph({
      style: STYLE.signature,
      text: agency,
      keepNext: true,
      spacing: { before: twips(GAP.beforeSignature) },
      indent: { right: twips(indents.agency) },
    }),
    new Paragraph({ style: STYLE.signature, text: dateInWords(date), indent: { right: twips(indents.date) } }),
  ];
}

function pageNumber(alignment: 'left' | 'right'): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: STYLE.pageNumber,
        alignment: alignment === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
        indent: { [alignment]: twips(SIZE.pageNumber) },
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'] })],
      }),
    ],
  });
}

const SECTION: Omit<ISectionOptions, 'children'> = {
  properties: {
    page: {
      size: { width: twips(PAGE.width), height: twips(PAGE.height) },
      margin: {
        top: twips(PAGE.top),
        bottom: twips(PAGE.bottom),
        left: twips(PAGE.left),
        right: twips(PAGE.right),
        footer: twips(PAGE.footer),
      },
    },
  },
  footers: { default: pageNumber('right'), even: pageNumber('left') },
};

/** The library dates a document by the clock; this one is of its own day. */
function coreProperties({ title, letterhead, date }: FilledPaper): string {
  const day = `${date}T00:00:00Z`;
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(title)}</dc:title><dc:creator>${xmlText(letterhead)}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">${day}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${day}</dcterms:modified></cp:coreProperties>`;
}
