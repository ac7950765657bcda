import type { Archive, ArchiveRecord } from '../domain/records/index.ts';

const STANDINGS = { registered: '已登记', provisional: '待登记', retired: '已注销主体标识' } as const;

/** An archive for a terminal: who it is, its names, and its records by category, newest first. */
export function archiveText({ subject, names, counts, records, next }: Archive): string {
  const former = names.filter(({ standing }) => standing === 'former').map(({ name }) => name);
  const lines = [
    `${subject.name}  ${subject.code ?? subject.subjectId}  ${subject.status ?? STANDINGS[subject.standing]}`,
    ...(former.length === 0 ? [] : [`曾用名:${former.join('、')}`]),
  ];
  for (const { category, name, records: count } of counts) {
    const own = records.filter((record) => record.category === category && !record.withheld);
    lines.push('', `${name}  ${count} 条`, ...own.map(recordLine));
  }
  const withheld = records.filter((record) => record.withheld);
  if (withheld.length > 0) lines.push('', `留存待核对  ${withheld.length} 条`, ...withheld.map(recordLine));
  if (counts.length === 0 && withheld.length === 0) lines.push('没有可查看的记录。');
  if (next !== undefined) lines.push('', '记录较多,以上为一部分;其余请通过接口分页查询。');
  return lines.join('\n');
}

function recordLine({
  decidedOn,
  documentNo,
  decidedBy,
  decidedByName,
  withheld,
  validUntil,
  version,
  lineage,
}: ArchiveRecord): string {
  const parts = [
    decidedOn,
    documentNo,
    decidedByName ?? decidedBy,
    validUntil === null ? null : `有效期至 ${validUntil}`,
    `第 ${version} 版`,
    withheld ? '留存待核对，不公示、不使用' : null,
    lineage.file === null ? (lineage.caseId ?? lineage.batchId ?? '') : `${lineage.file} 第 ${lineage.row} 行`,
  ];
  return `  ${parts.filter((part) => part !== null).join('  ')}`;
}
