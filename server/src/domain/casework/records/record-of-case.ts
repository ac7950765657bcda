import { today } from '../../../kernel/dates.ts';
import type { Transaction } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Agency, getAgency } from '../../access/index.ts';
import type { Catalogue, CompiledCategory, List } from '../../catalogue/index.ts';
import { judgeValues, recordIdFor } from '../../intake/index.ts';
import type { Act } from '../../journal/index.ts';
import { openWindows, writeVersions } from '../../records/index.ts';
import { getSubject, type Subject } from '../../subjects/index.ts';

/** As a department writes it where only a condition ends what was decided. */
const WITHOUT_END = '长期';

/** What a decision of a case says; keys of `details` are field ids of the category. */
export type Decided = {
  category: string;
  list?: List | undefined;
  documentNo: string;
  decidedOn: string;
  servedOn?: string | undefined;
  validFrom?: string | undefined;
  validUntil?: string | undefined;
  details: Readonly<Record<string, string>>;
};

export type RecordValues = {
  category: CompiledCategory;
  subject: Subject;
  agency: Agency;
  values: Record<string, string | string[] | null>;
};

/**
 * The values a decision will have as a record, judged by the catalogue like any row of a file, so that what could not be
 * recorded is refused before anything is served on anybody.
 */
export async function valuesOfDecision(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  subjectId: string,
  decided: Decided,
): Promise<RecordValues | Refusal> {
  const category = catalogue.category(decided.category);
  const [subject, agency] = [await getSubject(trx, subjectId), await getAgency(trx, act.agency)];
  if (category === undefined) return refuse('unknown-category', '现行目录没有这类信息，请核对目录。');
  // retired: the register has given its name to another code, and nobody reads what lies under this one
  if (subject === null || subject.standing === 'retired') {
    return refuse('not-found', '登记信息中已没有该主体，请核对统一社会信用代码，终止本案后对正确的主体另行办理。');
  }
  if (!category.subjects.some((kind) => kind === subject.kind)) {
    return refuse('not-permitted', `“${category.name}”不适用于该类主体，请核对主体类型。`);
  }
  const { identifies, decides } = category;
  const given: Record<string, string> = { ...decided.details };
  const set = (id: string | undefined, value: string | null | undefined) => {
    if (id !== undefined && value != null) given[id] = value;
  };
  set(identifies.name, subject.name);
  set(identifies.code, subject.code);
  set(decides.code, agency.uscc);
  set(decides.name, agency.name);
  set(decides.documentNo, decided.documentNo.trim());
  set(decides.on, decided.decidedOn);
  set(decides.servedOn, decided.servedOn);
  set(decides.validFrom, decided.validFrom);
  set(decides.validUntil, decided.validUntil ?? WITHOUT_END);
  set(decides.list, decided.list?.name);
  const values = judgeValues(given, category, today(act.now));
  return isRefusal(values) ? values : { category, subject, agency, values };
}

function recordIdOfDecision({ subject, agency, category, values }: RecordValues): string {
  return recordIdFor(subject.subjectId, { authority: { code: agency.uscc, name: agency.name }, values }, category);
}

/** Refuses a decision under a number that is on record: asked before it is issued, and again when it is recorded. */
export async function refuseRecorded(trx: Transaction, judged: RecordValues): Promise<Refusal | null> {
  const { rowCount } = await trx.query('select from record where subject_id = $1 and record_id = $2 limit 1', [
    judged.subject.subjectId,
    recordIdOfDecision(judged),
  ]);
  return rowCount === 0 ? null : refuse('conflict', '该文书号已有记录，请核对文书号。', { field: 'documentNo' });
}

/** Records what a case decided, in force at once; the schema asks for the deed by which it took effect. */
export async function recordOfCase(
  trx: Transaction,
  act: Act & { agency: string },
  catalogue: Catalogue,
  from: { subjectId: string; caseId: string; deedNo: number; deed: 'took-effect' | 'granted' | 'recorded' },
  decided: Decided,
): Promise<{ recordId: string } | Refusal> {
  const judged = await valuesOfDecision(trx, act, catalogue, from.subjectId, decided);
  if (isRefusal(judged)) return judged;
  const { category, agency, values } = judged;
  const { subjectId, ...fromCase } = from;
  const recordId = recordIdOfDecision(judged);
  const recorded = await refuseRecorded(trx, judged);
  if (recorded !== null) return recorded;
  const fields = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value.length > 0));
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
        agency: agency.uscc,
        authority: agency.uscc,
        authorityName: agency.name,
        documentNo: decided.documentNo.trim(),
        decidedOn: decided.decidedOn,
        validFrom: decided.validFrom ?? null,
        validUntil: decided.validUntil ?? null,
        list: decided.list?.code ?? null,
        listDecidedBy: decided.list?.decidedBy ?? null,
        fields,
        late: false,
        batchId: null,
        fromCase,
        file: null,
        sheet: null,
        row: null,
      },
    ],
    act.now,
  );
  const windowed = { subjectId, recordId, version: 1, category: category.code, authority: agency.uscc, fields };
  await openWindows(trx, act.now, catalogue, [windowed], 'released', {
    document: decided.documentNo.trim(),
    fresh: true,
  });
  return { recordId };
}
