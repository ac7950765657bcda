import { posix } from 'node:path';
import type { FileLimits } from '../limits.ts';
import { type FileRefusal, FileRefusedError, tooLarge, unreadable } from '../refusal.ts';
import type { DateSystem } from './serial-date.ts';
import { prefixed, readXml } from './xml.ts';
import { damaged, type Package } from './zip.ts';

export type Worksheet = { readonly name: string; readonly part: string };

export type Workbook = {
  /** In the workbook's own order; hidden sheets too, charts not. */
  readonly sheets: readonly Worksheet[];
  readonly dateSystem: DateSystem;
  readonly stylesPart: string | null;
  readonly sharedStringsPart: string | null;
};

/** A part that points to more others than a package may have. */
const MAX_RELATIONS = 10_000;

type Relation = { readonly id: string; readonly type: string; readonly part: string };

/** Reads the table of contents of a workbook. */
export async function readWorkbook(box: Package, limits: FileLimits): Promise<Workbook> {
  const part = await workbookPart(box);
  const relations = await relationsOf(box, part);
  const sheets: Worksheet[] = [];
  let dateSystem: DateSystem = '1900';
  await readXml(box, part, {
    open: (name, attributes) => {
      if (name === 'workbookPr' && /^(1|true)$/i.test(attributes.date1904 ?? '')) dateSystem = '1904';
      if (name !== 'sheet') return;
      const relation = relations.find(({ id }) => id === prefixed(attributes, 'id'));
      if (relation === undefined) throw damaged();
      if (!relation.type.endsWith('/worksheet')) return;
      if (sheets.length === limits.sheets) throw new FileRefusedError(tooManySheets(limits));
      sheets.push({ name: nameOnce(attributes.name ?? '', sheets), part: relation.part });
    },
  });
  if (sheets.length === 0) throw new FileRefusedError(unreadable('工作簿中没有工作表；请检查文件后重新报送。'));
  const partOf = (kind: string) => relations.find(({ type }) => type.endsWith(kind))?.part ?? null;
  return { sheets, dateSystem, stylesPart: partOf('/styles'), sharedStringsPart: partOf('/sharedStrings') };
}

/** Spreadsheets allow no two sheets of one name; where a file has them, a number tells the rows of one from the other's. */
function nameOnce(name: string, before: readonly Worksheet[]): string {
  const taken = new Set(before.map((sheet) => sheet.name.toLowerCase()));
  let once = name;
  for (let number = 2; taken.has(once.toLowerCase()); number += 1) once = `${name} (${number})`;
  return once;
}

function tooManySheets({ sheets }: FileLimits): FileRefusal {
  return tooLarge(`工作簿超过${sheets}张工作表；请删去无关的工作表或拆分后重新报送。`);
}

async function workbookPart(box: Package): Promise<string> {
  const start = box.has('_rels/.rels') ? await relationsOf(box, '') : [];
  const declared = start.find(({ type }) => type.endsWith('/officeDocument'))?.part ?? 'xl/workbook.xml';
  if (!declared.toLowerCase().endsWith('.xml') || !declared.toLowerCase().startsWith('xl/') || !box.has(declared)) {
    throw new FileRefusedError(refuseOtherZip(box));
  }
  return declared;
}

/** Relations of a part, targets made whole: they are relative to its folder unless they begin with a slash. */
async function relationsOf(box: Package, part: string): Promise<Relation[]> {
  const folder = posix.dirname(part);
  const name = posix.join(folder, '_rels', `${posix.basename(part)}.rels`);
  if (!box.has(name)) throw damaged();
  const relations: Relation[] = [];
  await readXml(box, name, {
    open: (element, { Id: id, Type: type, Target: target }) => {
      if (element !== 'Relationship' || id === undefined || type === undefined || target === undefined) return;
      if (relations.length === MAX_RELATIONS) throw damaged();
      const whole = target.startsWith('/') ? target.slice(1) : posix.join(folder, target);
      relations.push({ id, type, part: whole });
    },
  });
  return relations;
}

function refuseOtherZip(box: Package): FileRefusal {
  const saveAs = '请用Excel或WPS打开，另存为“Excel工作簿（*.xlsx）”后重新报送。';
  if (box.has('xl/workbook.bin')) return unreadable(`文件是二进制工作簿（.xlsb），不能直接读取；${saveAs}`);
  if (box.has('index/document.iwa'))
    return unreadable(`文件是Numbers表格，不能直接读取；请在Numbers中导出为Excel（.xlsx）后重新报送。`);
  if (box.has('content.xml')) return unreadable(`文件是OpenDocument表格（.ods），不能直接读取；${saveAs}`);
  if (box.has('word/document.xml'))
    return unreadable('文件是Word文档，不是表格；请把表格复制到Excel，另存为.xlsx后报送。');
  return unreadable('文件是压缩包，不是表格；请先解压，把其中的.xlsx或CSV文件分别报送。');
}
