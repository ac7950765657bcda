import type { Acting } from '../domain/casework/index.ts';
import type { Catalogue } from '../domain/catalogue/index.ts';
import { consent, publishNotice } from '../domain/corrections/index.ts';
import {
  acceptObjection,
  decideObjection,
  fileObjection,
  proposeAnswer,
  stateBeside,
} from '../domain/objections/index.ts';
import { type Transaction, write } from '../platform/db/write.ts';
import type { Refusal } from '../platform/errors.ts';
import type { Reach } from '../platform/http/caller.ts';
import type { System } from '../system.ts';
import { granted } from './granted.ts';

/** A public decision of the city, and whose it is. */
export type Decision = { subjectId: string; recordId: string; authority: string };

/** How far an objection has come: filed; accepted; answered that the record stands; answered that it is withdrawn. */
const STAGES = ['filed', 'accepted', 'stands', 'withdrawn'] as const;
type Stage = (typeof STAGES)[number];
export const OBJECTED = STAGES.length;

const GROUNDS = '决定书载明的金额与公示的不一致，请核实。';
const STATEMENT = '本单位已于收到决定书当日缴纳罚款并完成整改。';
const CONTACT = { contact: '法规科', phone: '0990-1234567' };
const REMEDIES = {
  reconsiderationBody: '青禾市人民政府',
  reconsiderationPeriod: '六十日',
  court: '青禾市人民法院',
  suitPeriod: '六个月',
};

/** Organisations of the city object to a decision each, and every stage of it can be seen: mark, statement, notice. */
export async function objectToSome(
  system: System,
  catalogue: Catalogue,
  decisions: readonly Decision[],
): Promise<void> {
  for (const [at, decision] of decisions.slice(0, OBJECTED).entries()) {
    await objectTo(system, catalogue, decision, { stage: STAGES[at] ?? 'filed', nth: at + 1 });
  }
}

async function objectTo(
  system: System,
  catalogue: Catalogue,
  { subjectId, recordId, authority }: Decision,
  { stage, nth }: { stage: Stage; nth: number },
): Promise<void> {
  const { secrets, jobs } = system;
  const by = <T>(
    who: { actor: string; agency: string; reach: Reach },
    deed: (trx: Transaction, acting: Acting) => Promise<T | Refusal>,
  ): Promise<T> =>
    write(system.pool, system.clock, async (trx, now) => {
      const { actor, agency, reach } = who;
      const act = { actor, agency, purpose: 'demo', now };
      return granted(await deed(trx, { act, reach, catalogue, secrets, jobs }));
    });
  const organisation = { actor: '演示企业', agency: '', reach: { over: 'subject', subjectId } } as const;
  const clerk = { actor: '演示经办', agency: authority, reach: { over: 'agency', agency: authority } } as const;
  const second = { ...clerk, actor: '演示审核' };
  const document = (kind: string, now: Date) => `青异${kind}〔${now.getUTCFullYear()}〕${nth}号`;

  const filed = await by(organisation, (trx, acting) =>
    fileObjection(trx, acting, { recordId, about: 'facts', grounds: GROUNDS }),
  );
  const { caseId } = filed;
  if (stage === 'filed') return;
  await by(clerk, (trx, acting) =>
    acceptObjection(trx, acting, caseId, { documentNo: document('受', acting.act.now), ...CONTACT }),
  );
  if (stage === 'accepted') return;
  const stands = stage === 'stands';
  const proposed = await by(clerk, (trx, acting) =>
    proposeAnswer(trx, acting, caseId, {
      ...CONTACT,
      ...REMEDIES,
      outcome: stage,
      findings: '调取原卷宗核对。',
      reason: stands ? '经核实，公示内容与决定书一致。' : '经核实，该决定已由本机关自行撤销。',
      documentNo: document('复', acting.act.now),
    }),
  );
  await by(second, (trx, acting) => decideObjection(trx, acting, caseId, { proposal: proposed.deedNo }));
  if (stands) {
    await by(organisation, (trx, acting) => stateBeside(trx, acting, caseId, { text: STATEMENT }));
    return;
  }
  await by(organisation, (trx, { act: { agency: _none, ...self } }) => consent(trx, self, { subjectId, recordId }));
  await by(second, (trx, { act }) => publishNotice(trx, act, catalogue, { recordId }));
}
