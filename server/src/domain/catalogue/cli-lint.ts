import type { CalendarDate } from '../../kernel/dates.ts';
import { type Finding, lintCatalogue } from './lint.ts';
import { readCatalogueFolder } from './read-folder.ts';

/** The verb `catalogue lint [dir]`: findings, and the text a person reads. No findings: the version may take force. */
export async function lintFolder(folder: string, today: CalendarDate): Promise<{ findings: Finding[]; text: string }> {
  const read = await readCatalogueFolder(folder);
  if (!read.ok) {
    const unread: Finding = { file: read.file, at: '', code: 'shape', message: read.message };
    return { findings: [unread], text: lineOf(unread) };
  }
  const findings = lintCatalogue(read.entries, today);
  if (findings.length === 0) return { findings, text: `目录共 ${read.entries.length} 个文件，未发现问题。` };
  return {
    findings,
    text: [...findings.map(lineOf), `共 ${findings.length} 处问题，须全部解决后才能启用。`].join('\n'),
  };
}

function lineOf({ file, at, code, message }: Finding): string {
  return `${file}${at === '' ? '' : ` ${at}`} [${code}] ${message}`;
}
