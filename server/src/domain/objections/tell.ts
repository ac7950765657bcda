import { today } from '../../kernel/dates.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { officesOf } from '../access/index.ts';
import { competentFor } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { Act } from '../journal/index.ts';
import { type MessageTemplate, type Recipient, sendMessage } from '../messages/index.ts';
import { findCurrent } from '../records/index.ts';
import { getSubject } from '../subjects/index.ts';
import type { ObjectionRow } from './objection.ts';
import { recordInWords } from './words.ts';

/** What a message about an objection needs to know of it. */
export type Told = Pick<ObjectionRow, 'subjectId' | 'caseId' | 'recordId' | 'origin' | 'personId'> & { agency: string };
type About = { act: Act; catalogue: Catalogue };

/** A person who objected has no inbox: the state and the answer are read under the own objections. */
const toObjector = ({ subjectId, personId }: Told): Recipient[] => (personId === '' ? [{ subjectId }] : []);

/** To the objector that it came in, and to whoever has to answer it, with the last day for accepting. */
export async function tellFiled(trx: Transaction, about: About, told: Told, dueOn: string): Promise<void> {
  const record = await wordsOf(trx, about, told);
  const number = told.caseId;
  await tell(trx, about, told, toObjector(told), 'objection-received', { record, number, dueOn });
  const subject = await nameOf(trx, told);
  await tell(trx, about, told, await whoAnswers(trx, about, told), 'objection-to-answer', {
    subject,
    record,
    number,
    dueOn,
  });
}

/** To whoever has to answer, and to the office that sees to it. */
export async function tellOverdue(trx: Transaction, about: About, told: Told, dueOn: string): Promise<void> {
  const offices = await officesOf(trx, told.agency, today(about.act.now));
  const to = [...(await whoAnswers(trx, about, told)), ...offices.map((agency) => ({ agency }))];
  const blanks = {
    subject: await nameOf(trx, told),
    record: await wordsOf(trx, about, told),
    number: told.caseId,
    dueOn,
  };
  await tell(trx, about, told, to, 'objection-overdue', blanks);
}

/** The answer; an own motion that found everything right is told to nobody. */
export async function tellDecided(
  trx: Transaction,
  about: About,
  told: Told,
  { record, outcome, reason }: { record: string; outcome: string; reason: string },
): Promise<void> {
  const blanks = { record, number: told.caseId, outcome, reason };
  await tell(trx, about, told, toObjector(told), 'objection-decided', blanks);
}

/** To whoever answered: a statement waits for a person, because it may name one. */
export async function tellWaiting(
  trx: Transaction,
  { act, catalogue }: About,
  told: Told,
  deedNo: number,
): Promise<void> {
  for (const to of await whoAnswers(trx, { act, catalogue }, told)) {
    await sendMessage(trx, act, {
      to,
      template: 'case-notice',
      blanks: { number: told.caseId, text: '主体附了说明，其中可能有个人信息，请核定公示文本；核定前不公示。' },
      about: { caseId: told.caseId, recordId: told.recordId, subjectId: told.subjectId },
      key: `objection:${told.caseId}:statement:${deedNo}`,
    });
  }
}

/** To both organisations of a wrong attribution; neither is told the other's name. */
export async function tellMoved(
  trx: Transaction,
  about: About,
  { from, to, record }: { from: Told; to: { subjectId: string; recordId: string }; record: string },
): Promise<void> {
  await tell(trx, about, from, [{ subjectId: from.subjectId }], 'record-moved', {
    record,
    change: '该信息不属于贵单位，已从贵单位名下撤回，不再公示和使用。',
  });
  const { subjectId, recordId } = to;
  await sendMessage(trx, about.act, {
    to: { subjectId },
    template: 'record-moved',
    blanks: { record, change: '经核实，该信息属于贵单位，已改到贵单位名下。有异议的，可以提出。' },
    about: { recordId, subjectId },
    key: `objection:${from.caseId}:record-moved`,
  });
}

async function tell(
  trx: Transaction,
  { act }: About,
  { subjectId, caseId, recordId }: Told,
  to: readonly Recipient[],
  template: MessageTemplate,
  blanks: Readonly<Record<string, string>>,
): Promise<void> {
  for (const one of to) {
    await sendMessage(trx, act, {
      to: one,
      template,
      blanks,
      about: { caseId, recordId, subjectId },
      key: `objection:${caseId}:${template}`,
    });
  }
}

async function whoAnswers(trx: Transaction, { act }: About, { agency }: Told): Promise<Recipient[]> {
  return (await competentFor(trx, agency, today(act.now))).map((heir) => ({ agency: heir }));
}

async function wordsOf(trx: Transaction, { catalogue }: About, told: Told): Promise<string> {
  const current = await findCurrent(trx, told);
  return current === undefined ? '一条信息' : recordInWords(catalogue, current);
}

async function nameOf(trx: Transaction, { subjectId, personId }: Told): Promise<string> {
  const name = (await getSubject(trx, subjectId))?.name ?? subjectId;
  return personId === '' ? name : `${name}的一名责任人员`;
}
