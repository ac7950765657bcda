import type { CreditPage, OwnCorrection, OwnObjection, OwnRepair } from '../../../../../web/src/portal/credit-model.ts';
import { ownPaper, subject as subjectPath } from '../../../../../web/src/portal/paths.ts';
import { today } from '../../../kernel/dates.ts';
import { type Queryable, write } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal } from '../../../platform/errors.ts';
import { type Catalogue, catalogueInForce } from '../../catalogue/index.ts';
import { type OwnCorrection as Corrected, ownCorrections } from '../../corrections/index.ts';
import { type OwnObjection as Listed, listObjections } from '../../objections/index.ts';
import { noSuchSubject, RECORDS_PAGE_AT_MOST, recordsOf } from '../../records/index.ts';
import { type EligibleRecord, lookAtEligibility } from '../../repair/index.ts';
import type { FormCall } from './form-route.ts';

const PURPOSE = 'own-data';

/**
 * What the organisation of whoever is signed in may have repaired, from when, its objections, what of it was wrong, and what it
 * may object to.
 */
export async function creditPage({
  system,
  act,
  reach,
}: Pick<FormCall, 'system' | 'act' | 'reach'>): Promise<CreditPage | Refusal> {
  const { pool, clock } = system;
  if (reach.over !== 'subject' || reach.subjectId.startsWith('P-')) return noSuchSubject();
  const { subjectId } = reach;
  const catalogue = await catalogueInForce(pool, today(clock()));
  return write(pool, clock, async (trx, now) => {
    const who = act(now, PURPOSE);
    const eligible = await lookAtEligibility(trx, who, { reach, catalogue }, undefined);
    if (isRefusal(eligible)) return eligible;
    const { objections } = await listObjections(trx, { act: who, reach, catalogue });
    const shown = await recordsOf(trx, catalogue, { subjectId, openness: 'public', limit: RECORDS_PAGE_AT_MOST, now });
    if (isRefusal(shown)) return shown;
    const corrections = await ownCorrections(trx, catalogue, { subjectId, day: today(now) });
    const { subject, asOf, records, more } = eligible;
    const register = catalogue.categories().find(({ role }) => role === 'register')?.code;
    const names = await labelsOf(
      trx,
      catalogue,
      subjectId,
      objections.map(({ recordId }) => recordId),
    );
    const stays = new Set(shown.records.map(({ recordId }) => recordId));
    return {
      page: 'credit',
      name: subject.name,
      asOf,
      publicPage: subjectPath(subject.code ?? subjectId),
      repairs: records.map(repairOf),
      moreRepairs: more,
      objections: objections.map((one) => objectionOf(one, names.get(one.recordId) ?? '', stays.has(one.recordId))),
      corrections: corrections.map((one) => correctionOf(one, labelIn(catalogue, one.category, one.documentNo))),
      records: shown.records
        .filter(({ category }) => category !== register)
        .map(({ recordId, category, documentNo }) => ({ recordId, label: labelIn(catalogue, category, documentNo) })),
      given: {},
    };
  });
}

/** What a record is called: its category's name and its number. */
export const label = (categoryName: string, documentNo: string | null): string =>
  documentNo === null ? categoryName : `${categoryName} ${documentNo}`;

const labelIn = (catalogue: Catalogue, category: string, documentNo: string | null): string =>
  label(catalogue.category(category)?.name ?? category, documentNo);

/** What the objected records are called, also those that are shown to nobody any more. */
async function labelsOf(
  db: Queryable,
  catalogue: Catalogue,
  subjectId: string,
  recordIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ recordId: string; category: string; documentNo: string | null }>(
    `select distinct on (record_id) record_id as "recordId", category, document_no as "documentNo" from record
      where subject_id = $1 and record_id = any($2) order by record_id, version desc`,
    [subjectId, recordIds],
  );
  return new Map(rows.map((row) => [row.recordId, labelIn(catalogue, row.category, row.documentNo)]));
}

function repairOf(record: EligibleRecord): OwnRepair {
  const { categoryName, documentNo, agencyName, repairable, firstDay, missing, notRepairable } = record;
  const when = repairable ? '现在就可以申请。' : `自 ${firstDay} 起可以申请。`;
  return {
    label: label(categoryName, documentNo),
    agencyName,
    says: notRepairable?.says ?? when,
    // the day is said above
    missing: missing.filter(({ code }) => code !== 'min-period').map(({ says }) => says),
  };
}

const ENDED: Readonly<Record<Corrected['deed'], string>> = {
  withdrawal: '已撤回',
  correction: '已更正',
  requeue: '归属有误，已从本单位名下移出',
};

function correctionOf({ recordId, deed, endedOn, agreed, shownUntil }: Corrected, named: string): OwnCorrection {
  const awaited = agreed ? '已经同意，由信用主管部门发布' : '没有同意，不公告';
  return {
    recordId,
    label: named,
    says: `${endedOn} ${ENDED[deed]}`,
    notice: shownUntil === null ? awaited : `正在公告，至 ${shownUntil}`,
    agreed,
  };
}

function objectionOf(objection: Listed, named: string, stays: boolean): OwnObjection {
  const {
    caseId,
    agencyName,
    filedAt,
    stateName,
    suspends,
    why,
    dueOn,
    overdue,
    outcome,
    outcomeName,
    reason,
    papers,
  } = objection;
  const answered = outcomeName ?? (reason === undefined ? undefined : stateName);
  const meanwhile = suspends ? '核实期间暂停' : (why ?? '不因本次异议暂停');
  return {
    caseId,
    label: named,
    agencyName,
    filedOn: today(filedAt),
    stateName,
    effect: answered === undefined ? meanwhile : '核实已经结束',
    ...(dueOn === null ? {} : { dueOn }),
    overdue,
    ...(answered === undefined ? {} : { outcome: [answered, reason].filter(Boolean).join('：') }),
    papers: papers.map(({ paperNo, title, documentNo: number }) => ({
      href: ownPaper(caseId, paperNo),
      label: `${title}（${number}）`,
    })),
    mayState: outcome === 'stands' && stays,
  };
}
