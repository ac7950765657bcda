import { documentNoKey } from '../../kernel/text.ts';
import type { Queryable, Transaction } from '../../platform/db/write.ts';
import { type Catalogue, compileCatalogue } from '../catalogue/index.ts';
import type { WindowCause } from './open-windows.ts';
import { recordIdOf } from './record-key.ts';

/** Invented agencies. */
export const MARKET_OFFICE = '11990100MB00000015';
export const TAX_OFFICE = '11990100MB00000023';

const basis = [{ clause: 'invented-act#第一条', verified: false }];

function category(code: string, changed: object, fields: object[] = []): object {
  return {
    code,
    name: `${code}(虚构)`,
    national: { number: 2, name: '行政管理信息' },
    nature: 'adverse',
    basis,
    subjects: ['enterprise'],
    submittedBy: 'any',
    naturalKey: ['documentNo'],
    openness: 'public',
    publicity: { from: 'decidedOn', until: { field: 'shownUntil' } },
    use: { from: 'decidedOn', until: { field: 'validUntil' } },
    identifies: { name: 'name', code: 'code', personNumbers: ['partyNumber'] },
    decides: { code: 'authorityCode', documentNo: 'documentNo', on: 'decidedOn', validUntil: 'validUntil' },
    fields: [
      { id: 'name', name: '名称', type: 'text' },
      { id: 'code', name: '代码', type: 'subject-code' },
      { id: 'partyNumber', name: '证件号码', type: 'text' },
      { id: 'authorityCode', name: '机关代码', type: 'agency-code' },
      { id: 'documentNo', name: '文书号', type: 'text' },
      { id: 'decidedOn', name: '决定日期', type: 'date' },
      { id: 'shownUntil', name: '公示至', type: 'term-end' },
      { id: 'validUntil', name: '有效期至', type: 'term-end' },
      { id: 'content', name: '内容', type: 'text' },
      ...fields,
    ],
    ...changed,
  };
}

const trigger = (code: string, endsOnRepair: boolean): object => ({
  code,
  name: code,
  category: 'penalty',
  basis,
  when: 'true',
  from: 'decidedOn',
  until: { field: 'validUntil' },
  endsOnRepair,
});

/** `penalty` public, with fields that are not; `interview` for the government; `sealed` for neither. */
export function archiveCatalogue(): Catalogue {
  const notForAll = [
    { id: 'facts', name: '事实', type: 'text', publish: 'masked' },
    { id: 'handler', name: '经办', type: 'text', publish: 'hidden' },
    { id: 'source', name: '线索', type: 'text', openness: 'government' },
    { id: 'dossier', name: '卷宗', type: 'text', openness: 'authorised' },
    { id: 'kinds', name: '类别', type: 'text' },
  ];
  const entries = [
    ['categories', category('penalty', {}, notForAll)],
    ['categories', category('interview', { openness: 'government', publicity: undefined })],
    ['categories', category('sealed', { openness: 'authorised', publicity: undefined })],
    ['triggers', trigger('penalised', true)],
    ['triggers', trigger('barred-by-statute', false)],
  ] as const;
  return compileCatalogue(
    entries.map(([kind, body]) => {
      const plain = JSON.parse(JSON.stringify(body));
      return { kind, code: plain.code, body: plain, file: `${kind}/${plain.code}.yaml` };
    }),
    { version: 3, inForceFrom: '2026-01-01' },
  );
}

export type InventedVersion = {
  subjectId: string;
  documentNo: string;
  category?: string;
  version?: number;
  agency?: string;
  authority?: string;
  decidedOn?: string;
  shownUntil?: string | null;
  validUntil?: string | null;
  content?: string;
  fields?: Record<string, string | string[] | null>;
  batchId?: string;
};

/** The record id an invented version gets. */
export function idOf({
  subjectId,
  documentNo,
  category = 'penalty',
  authority = MARKET_OFFICE,
}: InventedVersion): string {
  return recordIdOf({ category, authority, parts: [documentNoKey(documentNo)], subjectId });
}

/** Holds a version as intake leaves it; without a `cause` it is withheld: no window opens. */
export async function holdVersion(
  trx: Transaction,
  now: Date,
  invented: InventedVersion,
  cause?: WindowCause,
): Promise<string> {
  const { subjectId, documentNo, category: code = 'penalty', authority = MARKET_OFFICE, version = 1 } = invented;
  const { decidedOn = '2026-03-02', shownUntil = null, validUntil = null, content = '警告' } = invented;
  const recordId = idOf(invented);
  const fields = {
    documentNo,
    decidedOn,
    shownUntil,
    validUntil,
    authorityCode: authority,
    content,
    ...invented.fields,
  };
  await supersede(trx, 'record', { subjectId, recordId }, now);
  await trx.query(
    `insert into record (subject_id, record_id, version, category, catalogue_version, agency, authority, authority_name,
                         document_no, decided_on, valid_until, fields, recorded_at, batch_id, file, sheet, row)
     values ($1, $2, $3, $4, 3, $5, $6, '青禾市市场监督管理局', $7, $8, $9, $10, $11, $12, '处罚3月.xlsx', 'Sheet1', 7)`,
    [
      subjectId,
      recordId,
      version,
      code,
      invented.agency ?? authority,
      authority,
      documentNo,
      decidedOn,
      validUntil,
      fields,
      now,
      invented.batchId ?? 'b-1',
    ],
  );
  if (cause !== undefined) await holdWindow(trx, now, { ...invented, version, category: code, decidedOn }, cause);
  return recordId;
}

/** Opens the window of a version, and lays its grounds. */
export async function holdWindow(
  trx: Transaction,
  now: Date,
  invented: InventedVersion,
  cause: WindowCause,
): Promise<void> {
  const { subjectId, category, version, decidedOn, shownUntil = null, validUntil = null } = invented;
  const recordId = idOf(invented);
  await supersede(trx, 'record_window', { subjectId, recordId }, now);
  await supersede(trx, 'measure_ground', { subjectId, recordId }, now);
  const isPublic = category === 'penalty';
  await trx.query(
    `insert into record_window (subject_id, record_id, window_no, version, public_from, public_until, usable_from,
                                usable_until, cause, catalogue_version, recorded_at)
     select $1, $2, coalesce(max(window_no), 0) + 1, $3, $4, $5, $6, $7, $8, 3, $9
       from record_window where subject_id = $1 and record_id = $2`,
    [
      subjectId,
      recordId,
      version,
      isPublic ? decidedOn : null,
      isPublic ? shownUntil : null,
      decidedOn,
      validUntil,
      cause,
      now,
    ],
  );
  for (const trigger of isPublic ? ['penalised', 'barred-by-statute'] : []) {
    await trx.query(
      `insert into measure_ground (subject_id, record_id, ground_no, version, trigger, valid_from, valid_until,
                                   catalogue_version, recorded_at)
       select $1, $2, coalesce(max(ground_no), 0) + 1, $3, $4, $5, $6, 3, $7
         from measure_ground where subject_id = $1 and record_id = $2`,
      [subjectId, recordId, version, trigger, decidedOn, validUntil, now],
    );
  }
}

async function supersede(
  trx: Transaction,
  table: 'record' | 'record_window' | 'measure_ground',
  { subjectId, recordId }: { subjectId: string; recordId: string },
  now: Date,
): Promise<void> {
  await trx.query(
    `update ${table} set superseded_at = $3 where subject_id = $1 and record_id = $2 and superseded_at is null`,
    [subjectId, recordId, now],
  );
}

/** An agency of the register, to whom records may be told. */
export async function holdAgency(db: Queryable, uscc: string): Promise<void> {
  await db.query(
    `insert into agency (uscc, name, name_key, region, created_at) values ($1, $1, $1, '990100', '2026-03-02')
     on conflict do nothing`,
    [uscc],
  );
}
