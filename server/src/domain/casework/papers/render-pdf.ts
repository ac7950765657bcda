import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import type { FilledPaper, PaperParagraph } from './filled-paper.ts';
import { lackingNote, markLacking } from './lacking-characters.ts';
import { GAP, LINE, letterheadSize, PAGE, RED, RULE_WIDTH, SIZE, signatureIndents, TEXT_WIDTH } from './page.ts';
import { type Placed, paginate, type Strip } from './paginate.ts';
import { type PdfFont, pdfFonts, type Weight } from './pdf-fonts.ts';
import { Pen, type Type } from './pdf-pen.ts';
import { formTable, rowTable } from './pdf-tables.ts';
import { dateInWords, itemMark } from './words.ts';

export const PDF_TYPE = 'application/pdf';

const BODY: Type = { weight: 'regular', size: SIZE.body, line: LINE.body };
const HEADING: Type = { ...BODY, weight: 'bold' };
const TITLE: Type = { weight: 'bold', size: SIZE.title, line: LINE.title };
const PAGE_NUMBER: Type = { weight: 'regular', size: SIZE.pageNumber, line: SIZE.pageNumber };
const NOTE: Type = { weight: 'regular', size: SIZE.cell, line: LINE.cell };
const INDENT = 2 * SIZE.body;
const TEXT_HEIGHT = PAGE.height - PAGE.top - PAGE.bottom;

/**
 * The paper as it is printed and sealed; the same paper is the same bytes. A character the font lacks is printed as 〓, and
 * a note at the end names it: `charactersLackingIn` tells beforehand. Takes a moment of the processor: for a job or one reader.
 */
export async function renderPdf(paper: FilledPaper): Promise<Buffer> {
  const fonts = await pdfFonts();
  const { paper: printed, lacking } = markLacking(paper, (character) => inBoth(fonts, character));
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margin: 0,
    autoFirstPage: false,
    pdfVersion: '1.7',
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: printed.title,
      Author: printed.letterhead,
      Subject: printed.number ?? printed.title,
      // never the clock's: what is written twice is the same bytes
      CreationDate: new Date(`${paper.date}T00:00:00Z`),
    },
  });
  const pen = new Pen(pdf, fonts);
  const strips = [
    ...headOf(pen, printed),
    ...withSignature(bodyOf(pen, printed.paragraphs), signatureOf(pen, printed)),
    ...acknowledgementOf(pen, printed),
    ...(lacking.length === 0
      ? []
      : [space(GAP.aroundTitle), ...pen.paragraph(lackingNote(lacking), NOTE, { align: 'left' })]),
  ];
  const written = buffer(pdf);
  for (const [index, page] of paginate(strips, TEXT_HEIGHT).entries()) drawPage(pen, page, index + 1);
  pdf.end();
  return written;
}

/** Characters that a print of this paper would have to mark; empty: it prints as written. */
export async function charactersLackingIn(paper: FilledPaper): Promise<string[]> {
  const fonts = await pdfFonts();
  return markLacking(paper, (character) => inBoth(fonts, character)).lacking;
}

const inBoth = (fonts: Record<Weight, PdfFont>, character: string): boolean =>
  fonts.regular.has(character) && fonts.bold.has(character);

function drawPage(pen: Pen, page: readonly Placed[], number: number): void {
  pen.pdf.addPage();
  for (const { strip, top } of page) strip.draw(PAGE.top + top);
  const words = `— ${number} —`;
  const width = pen.widthOf(words, PAGE_NUMBER);
  const inset = SIZE.pageNumber;
  const left = number % 2 === 1 ? PAGE.left + TEXT_WIDTH - inset - width : PAGE.left + inset;
  pen.line(words, PAGE_NUMBER, { left, top: PAGE.height - PAGE.footer - PAGE_NUMBER.line, width, align: 'left' });
}

function headOf(pen: Pen, { letterhead, number, title }: FilledPaper): Strip[] {
  const size = letterheadSize(letterhead);
  const type: Type = { weight: 'bold', size, line: size * 1.4, colour: `#${RED}` };
  return [
    ...pen.paragraph(letterhead, type, { align: 'centre' }),
    ...(number === null ? [] : [space(GAP.afterLetterhead), ...pen.paragraph(number, BODY, { align: 'centre' })]),
    ruleOf(pen),
    ...titleOf(pen, title),
  ];
}

function ruleOf({ pdf }: Pen): Strip {
  return {
    height: GAP.afterNumber,
    draw: (top) => {
      const at = top + GAP.afterNumber / 2;
      pdf.lineWidth(RULE_WIDTH).strokeColor(`#${RED}`);
      pdf
        .moveTo(PAGE.left, at)
        .lineTo(PAGE.left + TEXT_WIDTH, at)
        .stroke();
    },
  };
}

function titleOf(pen: Pen, title: string): Strip[] {
  return [space(GAP.aroundTitle), ...pen.paragraph(title, TITLE, { align: 'centre' }), space(GAP.aroundTitle)].map(
    kept,
  );
}

function bodyOf(pen: Pen, paragraphs: readonly PaperParagraph[]): Strip[] {
  return paragraphs.flatMap((one, index) => {
    const tableNext = ['table', 'form'].includes(paragraphs[index + 1]?.role ?? '');
    return stripsOf(pen, one, tableNext);
  });
}

function stripsOf(pen: Pen, one: PaperParagraph, tableNext: boolean): Strip[] {
  switch (one.role) {
    case 'addressee':
      return pen.paragraph(one.text, BODY, { align: 'left' });
    case 'heading':
      return pen.paragraph(one.text, HEADING, { align: 'left', indent: INDENT }).map(kept);
    case 'body':
      return pen.paragraph(one.text, BODY, { align: 'justify', indent: INDENT });
    case 'list':
      return one.items.flatMap((item, at) =>
        pen.paragraph(`${itemMark(at)}${item}`, BODY, { align: 'justify', indent: INDENT }),
      );
    case 'table':
      return spaced(rowTable(pen, one.columns, one.rows), tableNext);
    case 'form':
      return spaced(formTable(pen, one.rows), tableNext);
  }
}

const spaced = (table: Strip[], tableNext: boolean): Strip[] => [
  space(GAP.aroundTable),
  ...table,
  ...(tableNext ? [] : [space(GAP.aroundTable)]),
];

function signatureOf(pen: Pen, { signature, date }: FilledPaper): Strip[] {
  const agency = `${signature.agency}${signature.seal}`;
  const indents = signatureIndents(agency, date);
  const atRight = (text: string, indent: number): Strip[] => {
    const lines = pen.linesOf(text, BODY, TEXT_WIDTH);
    return lines.map((line) => ({
      height: BODY.line,
      draw: (top) => {
        const width = pen.widthOf(line, BODY);
        const left = Math.max(PAGE.left, PAGE.left + TEXT_WIDTH - indent - width);
        pen.line(line, BODY, { left, top, width, align: 'left' });
      },
    }));
  };
  const strips = [
    space(GAP.beforeSignature),
    ...atRight(agency, indents.agency),
    ...atRight(dateInWords(date), indents.date),
  ];
  return strips.map((strip, index) => (index < strips.length - 1 ? kept(strip) : strip));
}

/** A signature never stands on a page without words: the last two lines go along. */
function withSignature(body: Strip[], signature: Strip[]): Strip[] {
  const from = Math.max(0, body.length - 2);
  return [...body.map((strip, index) => (index >= from ? kept(strip) : strip)), ...signature];
}

function acknowledgementOf(pen: Pen, { acknowledgement }: FilledPaper): Strip[] {
  if (acknowledgement === null) return [];
  const [first, ...rest] = titleOf(pen, acknowledgement.title);
  if (first === undefined) return [];
  return [{ ...first, gap: false, turn: true }, ...rest, ...bodyOf(pen, acknowledgement.paragraphs)];
}

const kept = (strip: Strip): Strip => ({ ...strip, keep: true });
const space = (height: number): Strip => ({ height, draw: () => {}, gap: true });
