import { findAgency } from '../domain/access/index.ts';
import { catalogueInForce } from '../domain/catalogue/index.ts';
import { answerChecks, type CheckRequest, matterInForce } from '../domain/checks/index.ts';
import { today } from '../kernel/dates.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { print, printRefusal } from './answer.ts';
import { checkTable } from './check-table.ts';
import { withSystem } from './open-system.ts';
import { type VerbCall, verb } from './verb.ts';

const SUBJECTS_AT_MOST = 200;
/** Codes and old numbers; whatever else a person types is a name. */
const LOOKS_LIKE_A_CODE = /^[\p{ASCII}\uFF01-\uFF5E\s]+$/u;

export const check = verb({
  name: 'check',
  summary: '信用核查:主体在某一事项中应当或者可以采取的措施',
  usage: '<代码或名称>... --matter <事项> [--ref <办件编号>] [--agency <统一社会信用代码>]',
  options: { matter: { type: 'string' }, ref: { type: 'string' }, agency: { type: 'string' } },
  positionals: [1, SUBJECTS_AT_MOST],
  run: (call) =>
    withSystem(call, async (system) => {
      const { values, positionals, actor } = call;
      const refusal = await refusalOfAgency(system, values.agency);
      if (refusal !== undefined) return printRefusal(call, refusal);
      const request: CheckRequest = {
        matter: values.matter ?? '',
        requestRef: values.ref,
        subjects: positionals.map((text) => (LOOKS_LIKE_A_CODE.test(text) ? { code: text } : { name: text })),
      };
      return answer(call, system, request, {
        actor,
        ...(values.agency === undefined ? {} : { agency: values.agency }),
      });
    }),
});

async function answer(
  call: Pick<VerbCall, 'io' | 'json'>,
  { pool, clock }: System,
  request: CheckRequest,
  who: { actor: string; agency?: string },
) {
  const now = clock();
  const catalogue = await catalogueInForce(pool, today(now));
  const law = matterInForce(catalogue, request.matter);
  const answered = await answerChecks(pool)({ ...who, purpose: request.matter, now }, law, request);
  if (isRefusal(answered)) return printRefusal(call, answered);
  return print(
    call,
    answered,
    checkTable(answered, (code) => catalogue.category(code)?.name ?? code),
  );
}

async function refusalOfAgency({ pool }: System, agency: string | undefined): Promise<Refusal | undefined> {
  if (agency === undefined || (await findAgency(pool, agency)) !== undefined) return undefined;
  return refuse('unknown-agency', '该部门尚未登记,请核对 --agency,或先用 gongxin agency add 登记。', {
    field: 'agency',
  });
}
