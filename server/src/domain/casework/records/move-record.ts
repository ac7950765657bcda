import { type CalendarDate, today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import type { Catalogue, CompiledCategory } from '../../catalogue/index.ts';
import { judgeChange, recordIdFor } from '../../intake/index.ts';
import type { Act } from '../../journal/index.ts';
import {
  type CurrentVersion,
  findCurrent,
  lastConfirmed,
  type NewVersion,
  openWindows,
  writeVersions,
} from '../../records/index.ts';
import { getSubject, type Subject } from '../../subjects/index.ts';

type Move = { subjectId: string; recordId: string; to: string };
type Origin = { batchId: string; file: string | null; sheet: string | null; row: number | null };
export type JudgedMove = {
  current: CurrentVersion;
  category: CompiledCategory;
  subject: Subject;
  recordId: string;
  fields: NewVersion['fields'];
  origin: Origin;
  /** When an entry that ends by condition was last confirmed. */
  confirmedOn: CalendarDate | undefined;
};

/** Fields that speak of the wrong organisation's people: they do not go along. */
const OF_THE_PARTY = ['legalRepresentative'];

/**
 * A record as it would stand with the organisation it really is about, judged by the catalogue. Only what an agency
 * submitted is moved: what was decided here was decided about the organisation that was heard, and about no other.
 */
export async function judgeMove(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { subjectId, recordId, to }: Move,
): Promise<JudgedMove | Refusal> {
  const current = await findCurrent(trx, { subjectId, recordId });
  const category = current === undefined ? undefined : catalogue.category(current.category);
  if (current === undefined || category === undefined) return refuse('not-found', '没有找到要改正归属的记录。');
  if (!(await hasWindow(trx, current))) {
    return refuse('conflict', '该信息已经撤回、终止或者尚未放行，不能改到其他主体名下，请改为撤回或者维持。');
  }
  const subject = await getSubject(trx, to);
  if (subject === null || subject.standing !== 'registered' || subject.code === null) {
    return refuse('unknown-code', '正确的主体未登记或者没有统一社会信用代码，请核对代码，或者先由登记机关登记。', {
      field: 'rightSubject',
    });
  }
  if (to === subjectId)
    return refuse('invalid-request', '正确的主体与现在的主体相同，请核对。', { field: 'rightSubject' });
  if (!category.subjects.some((kind) => kind === subject.kind)) {
    return refuse('not-permitted', `“${category.name}”不适用于该类主体，请核对主体类型。`, { field: 'rightSubject' });
  }
  const origin = await originOf(trx, current);
  if (origin === undefined || category.role === 'register') {
    return refuse(
      'not-permitted',
      '由本平台办案认定或者登记机关登记的信息不能改到其他主体名下：请撤回，对正确的主体重新办理。',
    );
  }
  const { identifies } = category;
  const others = new Set([identifies.orgCode, ...(identifies.oldNumbers ?? []), ...OF_THE_PARTY]);
  const facts = Object.entries(current.fields).filter(
    ([id, value]) => value !== null && value.length > 0 && category.fieldsById.has(id) && !others.has(id),
  );
  const held = Object.fromEntries(facts) as Record<string, string | string[]>;
  const whose = { [identifies.name]: subject.name, [identifies.code]: subject.code };
  const judged = judgeChange(held, whose, category, today(act.now));
  if (isRefusal(judged)) return judged;
  const fields = Object.fromEntries(
    Object.entries(judged).filter(([, value]) => value !== null && value.length > 0),
  ) as NewVersion['fields'];
  const authority = { code: current.authority, name: current.authorityName };
  const moved = recordIdFor(to, { authority, values: fields as never }, category);
  const { rowCount } = await trx.query('select from record where subject_id = $1 and record_id = $2 limit 1', [
    to,
    moved,
  ]);
  if (rowCount !== 0) {
    return refuse('conflict', '正确的主体名下已有这条记录，请改为撤回本条。', { field: 'rightSubject' });
  }
  const confirmedOn = await lastConfirmed(trx, catalogue, current);
  return { current, category, subject, recordId: moved, fields, origin, confirmedOn };
}

/** What was taken back, repaired or never released must not come out by another organisation's door. */
async function hasWindow(trx: Transaction, { subjectId, recordId }: CurrentVersion): Promise<boolean> {
  const { rowCount } = await trx.query(
    'select from record_window where subject_id = $1 and record_id = $2 and superseded_at is null limit 1',
    [subjectId, recordId],
  );
  return rowCount !== 0;
}

/** The row of the agency that the record came from; a corrected version has none of its own. */
async function originOf(trx: Transaction, { subjectId, recordId }: CurrentVersion): Promise<Origin | undefined> {
  const { rows } = await trx.query<Origin>(
    `select batch_id as "batchId", file, sheet, row from record
      where subject_id = $1 and record_id = $2 and batch_id is not null order by version desc limit 1`,
    [subjectId, recordId],
  );
  return rows[0];
}

/** Writes the record with its right organisation, released, with the row it came from; the wrong one is withdrawn elsewhere. */
export async function writeMoved(
  trx: Transaction,
  act: Act,
  catalogue: Catalogue,
  { current, category, subject, recordId, fields, origin, confirmedOn }: JudgedMove,
  document: string,
): Promise<{ subjectId: string; recordId: string }> {
  const text = (id: string | undefined): string | null => {
    const value = id === undefined ? null : fields[id];
    return typeof value === 'string' ? value : null;
  };
  const { subjectId } = subject;
  const { agency, authority, authorityName, documentNo, decidedOn, list, late } = current;
  await writeVersions(
    trx,
    [
      {
        subjectId,
        recordId,
        version: 1,
        current: true,
        category: category.code,
        catalogueVersion: catalogue.version,
        agency,
        authority,
        authorityName,
        documentNo,
        decidedOn,
        validFrom: text(category.decides.validFrom),
        validUntil: text(category.decides.validUntil),
        list,
        listDecidedBy: list === null ? null : (catalogue.list(list)?.decidedBy ?? 'authority'),
        fields,
        late,
        ...origin,
      },
    ],
    act.now,
  );
  const windowed = { subjectId, recordId, version: 1, category: category.code, authority, fields };
  await openWindows(trx, act.now, catalogue, [windowed], 'released', {
    document,
    fresh: true,
    ...(confirmedOn === undefined ? {} : { reconfirmedOn: confirmedOn }),
  });
  return { subjectId, recordId };
}
