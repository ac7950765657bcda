import { randomBytes } from 'node:crypto';
import { today } from '../../kernel/dates.ts';
import { workingDayAfter } from '../../kernel/working-days.ts';
import type { Secrets } from '../../platform/config/secrets.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { type Act, journal } from '../journal/index.ts';
import { makeLookUpCode } from './look-up-code.ts';
import type { WayIn } from './queries.ts';
import { plain, type ReportContent, type Reporter, readOrganisation, withoutReporter } from './report.ts';
import { sealText } from './sealed-text.ts';

const ID_BYTES = 8;
/** Reports that wait to be looked at; beyond it nobody would read what comes in. */
export const WAITING_AT_MOST = 10_000;
/** Where that is full, whoever comes to the counter is still heard, and so is another agency. */
const ENTERED_BESIDE = 2_000;

export type NewReport = {
  organisation: { name: string; code?: string | undefined };
  what: string;
  when?: string | undefined;
  where?: string | undefined;
  proof?: string | undefined;
  reporter?: Reporter | undefined;
};

/** `lookUpCode`: shown this once; with it and the number the state can be read, or the report taken back. */
export type ReportReceived = { number: string; lookUpCode: string; receivedOn: string };

/**
 * Takes a report in. Nothing follows from it, and no case is opened, until an official has said which organisation is meant.
 * Whoever reports online is written down nowhere but where it was said, sealed.
 */
export async function receiveReport(
  trx: Transaction,
  { act, catalogue, secrets }: { act: Act; catalogue: Catalogue; secrets: Pick<Secrets, 'derive'> },
  cameBy: WayIn,
  said: NewReport,
): Promise<ReportReceived | Refusal> {
  const organisation = readOrganisation(said.organisation);
  if (isRefusal(organisation)) return organisation;
  const reporter = said.reporter && { name: plain(said.reporter.name), contact: plain(said.reporter.contact) };
  const content = contentOf(organisation, said, reporter);
  if (content.what === '') return refuse('invalid-request', '请写明举报的事实。', { field: 'what' });
  const full = await refuseFull(trx, cameBy);
  if (full !== null) return full;
  const reportId = `m${randomBytes(ID_BYTES).toString('hex')}`;
  const { code, hash } = makeLookUpCode();
  const day = today(act.now);
  const due = workingDayAfter(day, catalogue.policy.reportTriageWorkingDays, catalogue.workingDays);
  const by = cameBy === 'online' ? [null, null] : [act.actor, act.agency ?? null];
  await trx.query(
    `insert into misconduct_report (report_id, came_by, received_on, received_at, received_by, received_for, triage_due, code_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [reportId, cameBy, day, act.now, ...by, due.date, hash],
  );
  await trx.query('insert into misconduct_content (report_id, sealed) values ($1, $2)', [
    reportId,
    sealText(secrets, 'misconduct-content', reportId, content),
  ]);
  if (reporter !== undefined && (reporter.name !== '' || reporter.contact !== '')) {
    await trx.query('insert into misconduct_reporter (report_id, sealed) values ($1, $2)', [
      reportId,
      sealText(secrets, 'misconduct-reporter', reportId, reporter),
    ]);
  }
  await journal(trx, act, { event: 'misconduct-report.came', target: reportId, detail: { cameBy } });
  return { number: reportId, lookUpCode: code, receivedOn: day };
}

async function refuseFull(trx: Transaction, cameBy: WayIn): Promise<Refusal | null> {
  const most = cameBy === 'online' ? WAITING_AT_MOST : WAITING_AT_MOST + ENTERED_BESIDE;
  const { rowCount: waiting } = await trx.query(
    `select from misconduct_report where case_id is null and ended_as is null limit ${most}`,
  );
  if (waiting !== most) return null;
  return cameBy === 'online'
    ? refuse('too-many-requests', '待甄别的举报过多，暂时不能在线提交，请到服务大厅窗口办理。')
    : refuse('too-many-requests', '待甄别的举报过多，请先甄别、转办后再登记。');
}

function contentOf(
  organisation: ReportContent['organisation'],
  { what, when, where, proof }: NewReport,
  reporter: Reporter | undefined,
): ReportContent {
  const kept = (text: string | undefined) => withoutReporter(text ?? '', reporter);
  const lines = Object.entries({ when: kept(when), where: kept(where), proof: kept(proof) });
  return {
    organisation,
    what: kept(what),
    ...Object.fromEntries(lines.filter(([, text]) => text !== '')),
  };
}
