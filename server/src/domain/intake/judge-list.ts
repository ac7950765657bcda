import type { Desk } from './desk.ts';
import type { Finding } from './findings.ts';
import type { JudgedRow } from './judge-row.ts';
import { clip } from './row-values.ts';
import { placeOf, type TableHead } from './table-head.ts';

/**
 * Which list a row of a list category enters. Nobody is listed by a file: a row is accepted only from the agency
 * registered as the authority that decides the list, and a list this office decides is refused.
 */
export function judgeList(
  { values }: JudgedRow,
  head: TableHead,
  { category, sender }: Desk,
): { list: string | null; finding: Finding | null } {
  const field = category.decides.list;
  const name = field === undefined ? null : values[field];
  if (category.role !== 'list' || typeof name !== 'string') return { list: null, finding: null };
  const refused = (code: Finding['code'], message: string) => ({
    list: null,
    finding: { ...placeOf(head, field), code, message },
  });
  const list = category.listOf(values);
  if (list === undefined) {
    return refused('out-of-catalogue', `目录中没有名单“${clip(name)}”，无法律依据的名单不予接收，请核对名单类型`);
  }
  if (list.decidedBy === 'office') {
    return refused('list-by-casework', `“${list.name}”由本地认定，须经告知、申辩和复核程序办理，不能以文件报送`);
  }
  if (!sender.lists.has(list.code)) {
    return refused(
      'agency-code',
      `“${list.name}”由${list.authority}认定，${sender.name}未登记为其认定单位，请由认定单位报送`,
    );
  }
  return { list: list.code, finding: null };
}
