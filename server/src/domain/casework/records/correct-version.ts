import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Catalogue, CompiledCategory } from '../../catalogue/index.ts';
import { judgeChange, recordIdFor } from '../../intake/index.ts';
import type { Act } from '../../journal/index.ts';
import { type CurrentVersion, correctRecord, findCurrent, type NewVersion, takeRecord } from '../../records/index.ts';

type Values = NewVersion['fields'];
/** What is to be said instead, by field id; an empty text takes the value away. */
export type CorrectedFields = Readonly<Record<string, string>>;

export type JudgedCorrection = { current: CurrentVersion; category: CompiledCategory; fields: Values };

/**
 * The facts a record would have after a correction, judged by the catalogue like any row of a file. What the record is
 * known by (its number, who decided, whose it is, in which list) is not corrected: that would be another record.
 */
export async function judgeCorrection(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, fields }: { subjectId: string; recordId: string; fields: CorrectedFields },
): Promise<JudgedCorrection | Refusal> {
  const current = await findCurrent(trx, { subjectId, recordId });
  const category = current === undefined ? undefined : catalogue.category(current.category);
  if (current === undefined || category === undefined) return refuse('not-found', '没有找到要更正的记录。');
  const changed = Object.keys(fields);
  if (changed.length === 0) return refuse('invalid-request', '请写明更正哪一项、更正为什么。', { field: 'fields' });
  const key = changed.find((id) => keyFields(category).has(id));
  if (key !== undefined) return refuseKey(category, key);
  const kept = Object.entries(current.fields).filter(([id, value]) => value !== null && category.fieldsById.has(id));
  const held = Object.fromEntries(kept) as Record<string, string | string[]>;
  const judged = judgeChange(held, fields, category, today(act.now));
  if (isRefusal(judged)) return judged;
  const said = changed.map((id) => [id, judged[id] ?? null] as const);
  const next = Object.fromEntries(
    [...Object.entries({ ...current.fields, ...Object.fromEntries(said) })].filter(
      ([, value]) => value !== null && value.length > 0,
    ),
  ) as Values;
  const authority = { code: current.authority, name: current.authorityName };
  if (recordIdFor(subjectId, { authority, values: next as never }, category) !== recordId) {
    return refuseKey(category, changed[0] ?? '');
  }
  if (JSON.stringify(next) === JSON.stringify(current.fields)) {
    return refuse('invalid-request', '更正后的内容与现有内容相同，请核对；没有错误的，请拟维持。', { field: 'fields' });
  }
  return { current, category, fields: next };
}

function keyFields({ naturalKey, identifies, decides }: CompiledCategory): ReadonlySet<string> {
  const { name, code, orgCode, oldNumbers = [], partyKind, personNumbers = [] } = identifies;
  const parts = [name, code, orgCode, ...oldNumbers, partyKind, ...personNumbers];
  const decided = [decides.code, decides.name, decides.documentNo, decides.list];
  return new Set([...naturalKey, ...parts, ...decided].filter((id) => id !== undefined));
}

function refuseKey(category: CompiledCategory, id: string): Refusal {
  const name = category.fieldsById.get(id)?.name ?? '该项';
  return refuse(
    'invalid-request',
    `“${name}”决定了这是哪一条记录，不能更正；请撤回该记录，由报送单位以正确的内容重新报送。归属有误的，请改正归属。`,
    { field: `fields/${id}` },
  );
}

/** Writes the corrected version in the deed of its case; judged again, because things may have moved since it was proposed. */
export async function correctVersion(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  from: { subjectId: string; caseId: string; deedNo: number },
  {
    recordId,
    fields,
    reason,
    document,
  }: { recordId: string; fields: CorrectedFields; reason: string; document: string },
): Promise<{ version: number } | Refusal> {
  const { subjectId, caseId, deedNo } = from;
  // held before it is judged: what its agency is just saying anew would be undone by a correction of what was said before
  const taken = await takeRecord(trx, { subjectId, recordId }, act.now);
  if (isRefusal(taken)) return taken;
  const judged = await judgeCorrection(trx, act, catalogue, { subjectId, recordId, fields });
  if (isRefusal(judged)) return judged;
  const { current, category } = judged;
  const text = (id: string | undefined): string | null => {
    const value = id === undefined ? null : judged.fields[id];
    return typeof value === 'string' ? value : null;
  };
  return correctRecord(trx, act, catalogue, {
    reason,
    document,
    next: {
      subjectId,
      recordId,
      category: category.code,
      catalogueVersion: catalogue.version,
      agency: current.agency,
      authority: current.authority,
      authorityName: current.authorityName,
      documentNo: current.documentNo,
      decidedOn: text(category.decides.on) ?? current.decidedOn,
      validFrom: text(category.decides.validFrom),
      validUntil: text(category.decides.validUntil),
      list: current.list,
      listDecidedBy: current.list === null ? null : (catalogue.list(current.list)?.decidedBy ?? 'authority'),
      fields: judged.fields,
      late: current.late,
      batchId: null,
      fromCase: { caseId, deedNo, deed: 'corrected' },
      file: null,
      sheet: null,
      row: null,
    },
  });
}
