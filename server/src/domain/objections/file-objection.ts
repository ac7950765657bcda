import { today } from '../../kernel/dates.ts';
import { maskEveryIdentifierIn } from '../../kernel/masking.ts';
import type { Transaction } from '../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../platform/errors.ts';
import { type Acting, enterClock, ledgerOf, openCase, ownAct, readClock } from '../casework/index.ts';
import type { Catalogue } from '../catalogue/index.ts';
import { takeRecord } from '../records/index.ts';
import type { Filed } from './filed.ts';
import { joinOwnMotion } from './join.ts';
import { factsHash, keepObjection } from './keep-objection.ts';
import { findObjected, noSuchRecord, type Objected } from './objected.ts';
import { openObjection } from './objection.ts';
import { withoutOwnName } from './own-name.ts';
import { type About, ACCEPT_CLOCK, isOfCourt, OBJECTION, type Standing, standingOf, whyNotSuspended } from './rules.ts';
import { suspendFact } from './suspension.ts';
import { tellFiled } from './tell.ts';
import { whoAnswers } from './who-answers.ts';

export type NewObjection = {
  /** 统一社会信用代码 of the organisation; for the counter, who writes it down for somebody. */
  subject?: string | undefined;
  recordId: string;
  about: About;
  grounds: string;
  /** For the counter: who came and what was shown, such as a licence and a letter of authority; never a number. */
  proof?: string | undefined;
};

/**
 * Takes an objection in. The first to a fact suspends what rests on the record, in this transaction; a repeat, or one
 * against a court's own list, does not, and the answer says why. The agency that is the record's source gets the clock.
 */
export async function fileObjection(trx: Transaction, acting: Acting, said: NewObjection): Promise<Filed | Refusal> {
  const { act, catalogue } = acting;
  const self = ownAct(act);
  const found = await findObjected(trx, acting, said);
  if (isRefusal(found)) return found;
  const { origin, personId, personNo } = found;
  const { subjectId, recordId } = found.record;
  const grounds = (await withoutOwnName(trx, acting, found))(maskEveryIdentifierIn(said.grounds.trim()));
  if (grounds === '') return refuse('invalid-request', '请写明哪一项有误、理由是什么。', { field: 'grounds' });
  const open = await openObjection(trx, { subjectId, recordId, personId });
  if (open !== undefined) {
    if (open.origin !== 'own-motion' || open.joinedAt !== null) {
      return refuse('conflict', '该信息的异议正在办理，请勿重复提出；有新的证据的，请在该异议中上传。', {
        caseId: open.caseId,
      });
    }
    const joined = await joinOwnMotion(trx, acting, open, { grounds, about: said.about, proof: found.proof });
    // answered while this waited for the case: what there is to object to is read anew
    return joined ?? fileObjection(trx, acting, said);
  }
  // held from here on: it may have been taken back, or said anew, in the moment in which somebody objects
  const held = await takeRecord(trx, { subjectId, recordId }, act.now);
  const objected = isRefusal(held) ? noSuchRecord() : await findObjected(trx, acting, said);
  if (isRefusal(objected)) return objected;
  const { record } = objected;
  const standing = await standingFor(trx, catalogue, objected);
  const suspends = standing === 'first';
  const agency = await whoAnswers(trx, record);
  const party = origin === 'person' ? 'person' : 'organisation';
  const opened = await openCase(
    trx,
    act,
    OBJECTION,
    { subjectId, catalogueVersion: catalogue.version, agency: agency.uscc },
    { deed: 'filed', reason: grounds, content: { party, origin, about: said.about, recordId, standing } },
  );
  const row = {
    subjectId,
    caseId: opened.caseId,
    recordId,
    origin,
    personId,
    personNo,
    about: said.about,
    standing,
    suspends,
  };
  await keepObjection(trx, act.now, catalogue, { ...row, record, proof: objected.proof });
  const started = await enterClock(trx, self, row, ACCEPT_CLOCK, {
    kind: 'started',
    onDay: today(act.now),
    cause: '收到异议',
    amount: catalogue.policy.objectionAcceptWorkingDays,
    unit: 'working-days',
  });
  if (isRefusal(started)) return started;
  const suspended = suspends ? await suspendFact(trx, self, row) : null;
  if (suspended !== null) return suspended;
  const { dueOn } = readClock(await ledgerOf(trx, row, ACCEPT_CLOCK), catalogue.workingDays, today(act.now));
  await tellFiled(trx, { act: self, catalogue }, { ...row, agency: agency.uscc }, dueOn ?? '');
  const why = whyNotSuspended(row);
  return {
    ...opened,
    agency: agency.uscc,
    agencyName: agency.name,
    suspended: suspends,
    ...(why === undefined ? {} : { why }),
    dueOn,
  };
}

/** The first objection to these facts, a repeat, or one against a court's own list. The agency's own motions count for none. */
async function standingFor(
  trx: Transaction,
  catalogue: Catalogue,
  { record, personId }: Objected,
): Promise<Exclude<Standing, 'own-motion'>> {
  const { rowCount } = await trx.query(
    `select from objection where subject_id = $1 and record_id = $2 and person_id = $3 and facts_sha256 = $4
        and (origin <> 'own-motion' or joined_at is not null) limit 1`,
    [record.subjectId, record.recordId, personId, factsHash(catalogue, record)],
  );
  return standingOf({ ofCourt: personId === '' && isOfCourt(catalogue, record), earlier: rowCount !== 0 });
}
