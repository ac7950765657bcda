import {
  type CellStyle,
  type Choice,
  rangeReference,
  textCell,
  type WorkbookWriter,
  workbookBytes,
} from '../../../platform/files/write/index.ts';
import type { Catalogue, CompiledCategory } from '../model.ts';
import type { Field } from '../types.ts';
import { type TemplateColumn, templateColumns } from './columns.ts';
import { exampleOf } from './example.ts';

const NOTES_SHEET = '填报说明';
const TERMS_SHEET = '可选内容';
const HEADING: CellStyle = { bold: true, fill: 'heading', wrap: true, centred: true };
const FIRST_DATA_ROW = 2;
const WIDTHS = { least: 12, most: 36, perCharacter: 2, beside: 3 };
/** Widths of the columns of the notes. */
const NOTE_WIDTHS = [30, 16, 40, 40, 24, 22, 26];
/** Words that no category has for a heading: the notes must not be taken for a table. */
const NOTE_HEADINGS = ['栏目', '是否必填', '怎样填', '可选的内容', '标准字段', '栏目来源', '示例（请勿报送）'];

/** The workbook a department fills in: a sheet of headings with lists to choose from, and a sheet that explains each. */
export function templateOf(category: CompiledCategory, catalogue: Catalogue): Promise<Buffer> {
  const columns = templateColumns(category);
  return workbookBytes(async (book) => {
    await dataSheet(book, category, columns);
    await notesSheet(book, category, columns, catalogue);
    await termsSheet(book, columns);
  });
}

export const templateName = ({ name }: CompiledCategory): string => `${name}-填报模板.xlsx`;

async function dataSheet(book: WorkbookWriter, category: CompiledCategory, columns: readonly TemplateColumn[]) {
  const styles = new Map(columns.map(({ field }, at) => [at, book.style(columnStyle(field))]));
  const { least, most, perCharacter, beside } = WIDTHS;
  const widthOf = (heading: string) => Math.min(most, Math.max(least, heading.length * perCharacter + beside));
  await book.sheet({
    name: category.name,
    widths: columns.map(({ heading }, at) => ({ from: at, to: at, width: widthOf(heading) })),
    columnStyles: styles,
    frozenRows: FIRST_DATA_ROW - 1,
    choices: choicesOf(columns),
  });
  await book.row(
    1,
    columns.map(({ heading }) => textCell(heading, HEADING)),
  );
}

/** Codes and numbers of documents stay text; dates show as dates; amounts stay numbers to reckon with. */
function columnStyle({ type }: Field): CellStyle {
  if (type === 'date' || type === 'term-end') return { as: 'date' };
  return type === 'amount' ? {} : { as: 'text' };
}

/** The terms stand one below the other on their own sheet, a title before each list. */
function choicesOf(columns: readonly TemplateColumn[]): Choice[] {
  let row = 0;
  return columns.flatMap(({ terms, open }, column) => {
    if (terms.length === 0) return [];
    const from = row + 2;
    row += terms.length + 1;
    return [{ column, fromRow: FIRST_DATA_ROW, terms: rangeReference(TERMS_SHEET, 0, from, row), open }];
  });
}

async function termsSheet(book: WorkbookWriter, columns: readonly TemplateColumn[]) {
  await book.sheet({ name: TERMS_SHEET, hidden: true, widths: [{ from: 0, to: 0, width: 40 }] });
  let row = 0;
  for (const { field, terms } of columns.filter((column) => column.terms.length > 0)) {
    for (const text of [`“${field.name}”可选：`, ...terms]) {
      row += 1;
      await book.row(row, [textCell(text, { as: 'text' })]);
    }
  }
}

async function notesSheet(
  book: WorkbookWriter,
  category: CompiledCategory,
  columns: readonly TemplateColumn[],
  catalogue: Catalogue,
) {
  await book.sheet({ name: NOTES_SHEET, widths: NOTE_WIDTHS.map((width, at) => ({ from: at, to: at, width })) });
  const lines = introduction(category, catalogue);
  for (const [at, line] of lines.entries()) await book.row(at + 1, [textCell(line, { bold: at === 0 })]);
  const headingRow = lines.length + 2;
  await book.row(
    headingRow,
    NOTE_HEADINGS.map((heading) => textCell(heading, HEADING)),
  );
  const example = exampleOf(category);
  for (const [at, { field, heading, required, how, terms, codes, source }] of columns.entries()) {
    const said = [heading, required, how, terms.join('、'), codes, source].map((text) =>
      textCell(text, { wrap: true }),
    );
    const shown = textCell(example[field.id] ?? '', { faint: true, as: 'text' });
    await book.row(headingRow + at + 1, [...said, shown]);
  }
}

function introduction(category: CompiledCategory, catalogue: Catalogue): string[] {
  const within = category.publishWithinWorkingDays;
  return [
    `“${category.name}”填报说明（目录第 ${catalogue.version} 版）`,
    `报送单位：${category.submittedBy}`,
    `依据：${category.basis.map((cited) => basisWords(cited, catalogue)).join('；')}`,
    `在“${category.name}”工作表中填写，一行一条，标 * 的栏目每行必填；不要改动表头。`,
    ...(within === undefined ? [] : [`自作出决定之日起 ${within} 个工作日内报送。`]),
    '本类信息不收自然人数据，也不填写任何人的证件号码。',
    '没有新数据时，原样报送空表即为零报告。',
  ];
}

function basisWords({ clause, verified }: CompiledCategory['basis'][number], catalogue: Catalogue): string {
  const [code = '', article = ''] = clause.split('#');
  return `《${catalogue.instrument(code)?.title ?? code}》${article}${verified ? '' : '（待核）'}`;
}
