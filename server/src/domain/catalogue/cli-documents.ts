import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CalendarDate } from '../../kernel/dates.ts';
import { lintFolder } from './cli-lint.ts';
import { documentsOf } from './documents/documents.ts';
import { readCatalogueFolder } from './read-folder.ts';

export type DocumentsResult = {
  outcome: 'written' | 'equal' | 'differs' | 'refused';
  /** Pages written, or pages that are not what the catalogue says. */
  files: string[];
  text: string;
};

/** The verb `catalogue docs [--check]`: writes the pages of a catalogue, or says which are not what it says. */
export async function documentFolder(
  folder: string,
  pages: string,
  { check, today }: { check: boolean; today: CalendarDate },
): Promise<DocumentsResult> {
  const { findings, text } = await lintFolder(folder, today);
  const read = await readCatalogueFolder(folder);
  if (findings.length > 0 || !read.ok) return { outcome: 'refused', files: [], text };
  const documents = documentsOf(read.entries);
  if (!check) {
    await mkdir(pages, { recursive: true });
    for (const document of documents) await writeFile(join(pages, document.file), document.text);
    const files = documents.map(({ file }) => file);
    return { outcome: 'written', files, text: `已写入 ${files.join('、')}。` };
  }
  const files: string[] = [];
  for (const document of documents) {
    const held = await readFile(join(pages, document.file), 'utf8').catch(() => null);
    if (held !== document.text) files.push(document.file);
  }
  return files.length === 0
    ? { outcome: 'equal', files, text: '说明页与目录一致。' }
    : { outcome: 'differs', files, text: `${files.join('、')} 与目录不一致，请运行 gongxin catalogue docs 重新生成。` };
}
