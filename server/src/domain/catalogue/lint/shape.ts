import type { TLocalizedValidationError } from 'typebox/error';
import { Value } from 'typebox/value';
import { hasShape } from '../has-shape.ts';
import type { Entry } from '../read-folder.ts';
import { SHAPES } from '../types.ts';
import { findingsOf } from './draft.ts';
import type { Finding, FindingCode } from './finding.ts';

/** What is wrong with the form of one file. Only files without such findings are looked at by the other rules. */
export function shapeFindings({ kind, code, body, file }: Entry): Finding[] {
  const { all, found } = findingsOf(file);
  const said = new Set<string>();
  for (const error of hasShape(kind, body) ? [] : Value.Errors(SHAPES[kind], body)) {
    const { at, message } = choiceIn(error) ?? sentence(error);
    if ([...said].some((place) => at === place || at.startsWith(`${place}/`))) continue;
    said.add(at);
    found(at, codeOf(error, kind, at), message);
  }
  if (all.length > 0) return all; // it may be no object at all, such as an empty file
  const written = writtenCode(kind, body);
  if (written !== code) found('/code', 'code-differs', `代码“${written}”与文件名“${code}”不同，请改成一致。`);
  return all;
}

function writtenCode(kind: Entry['kind'], body: unknown): string {
  const { code, year } = body as { code?: unknown; year?: unknown };
  return String(kind === 'calendars' ? year : code);
}

/** A choice of shapes (the ends of a window) fails once for every choice: one sentence for the place of the choice. */
function choiceIn({ schemaPath, instancePath }: TLocalizedValidationError): { at: string; message: string } | null {
  const [before, after] = schemaPath.split('/anyOf', 2);
  if (before === undefined || after === undefined) return null;
  const depth = before.split('/').filter((part) => part === 'properties' || part === 'items').length;
  const at = instancePath.split('/', depth + 1).join('/');
  return { at, message: '只能选一种写法，且须写全；请比照同一文件夹的其他文件改写。' };
}

function sentence({ keyword, instancePath, params }: TLocalizedValidationError): { at: string; message: string } {
  const detail = params as Readonly<Record<string, unknown>>;
  const names = (key: string) => [detail[key]].flat().map((name) => String(name));
  switch (keyword) {
    case 'required': {
      const missing = names('requiredProperties');
      return { at: `${instancePath}/${missing[0]}`, message: `缺少“${missing.join('”“')}”，请补写。` };
    }
    case 'additionalProperties': {
      const extra = names('additionalProperties');
      return { at: `${instancePath}/${extra[0]}`, message: `不认识“${extra.join('”“')}”，请核对拼写或者删去。` };
    }
    case 'boolean':
      return { at: instancePath, message: '这一项不在本类文件的内容之内，请核对拼写或者删去。' };
    case 'maxLength':
      return { at: instancePath, message: `文字超过 ${names('limit')[0]} 个字，请改短。` };
    case 'minItems':
      return { at: instancePath, message: '至少要写一项，请补写。' };
    case 'enum':
      return { at: instancePath, message: `只能是：${names('allowedValues').join('、')}，请改写。` };
    case 'format':
      return { at: instancePath, message: "应为加引号的日期，如 '2026-04-01'。" };
    case 'pattern':
      return { at: instancePath, message: `写法不合规定（${names('pattern')[0]}），请改写。` };
    default:
      return { at: instancePath, message: '写法与本类文件不符，请比照同一文件夹的其他文件改写。' };
  }
}

function codeOf({ keyword }: TLocalizedValidationError, kind: Entry['kind'], at: string): FindingCode {
  if (keyword === 'maxLength') return 'too-long';
  if (kind === 'measures' && /^\/triggers\/\d+\/clause$/.test(at)) return 'measure-without-clause';
  if (/\/basis$/.test(at)) return 'missing-basis';
  if (/^\/(subjects|targets)\/\d+$/.test(at)) return 'person-subject';
  if (kind === 'matters' && at === '/sources') return 'matter-without-sources';
  if (kind === 'lists' && at.startsWith('/notice')) return 'list-without-notice';
  if (kind === 'lists' && at === '/exit') return 'list-without-exit';
  if (kind === 'triggers' && at.startsWith('/until')) return 'trigger-without-end';
  return 'shape';
}
