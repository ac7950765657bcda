import { type Route, route } from '../../../platform/http/route.ts';
import { acting, type LawOn, ownAct } from '../../casework/index.ts';
import { readRepairAccount } from '../account/read-account.ts';
import { lookAtEligibility } from '../eligibility/look-at-eligibility.ts';
import { listUpcoming } from '../reminders/list-upcoming.ts';
import { listReturns } from '../returns/returns.ts';
import * as Shape from '../schemas.ts';
import { fileApplication } from './file-application.ts';
import { readApplication } from './read-application.ts';

const REPAIRS = '/api/v1/repairs';

export function applicationRoutes(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'GET',
      url: `${REPAIRS}/eligibility`,
      summary: '哪些信息可以申请信用修复：最早日期、还缺什么、已有什么',
      permission: 'repair.look',
      purpose: true,
      journals: ['repair.eligibility-read'],
      schema: { querystring: Shape.EligibilityQuery, response: Shape.EligibilityAnswered },
      answer: (call) =>
        acting(lawOn, call, (trx, who) => lookAtEligibility(trx, ownAct(who.act), who, call.query.subject)),
    }),
    route({
      method: 'POST',
      url: REPAIRS,
      summary: '申请信用修复：一次申请多条信息，分送各认定单位；同一受理编号不重复立案',
      permission: 'repair.file',
      journals: ['repair.application-filed', 'repair.filed', 'case.paper-issued', 'case.clock-entered'],
      status: 201,
      schema: { body: Shape.ApplicationBody, response: Shape.Filed },
      answer: (call) => acting(lawOn, call, (trx, who) => fileApplication(trx, who, call.body)),
    }),
    route({
      method: 'GET',
      url: `${REPAIRS}/:applicationId`,
      summary: '查阅一件信用修复申请：总进度和各单位的办理情况',
      permission: 'repair.read',
      journals: ['repair.application-read'],
      schema: { params: Shape.ApplicationParams, response: Shape.ApplicationAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => readApplication(trx, who, call.params.applicationId)),
    }),
    route({
      method: 'GET',
      url: `${REPAIRS}/upcoming`,
      summary: '本周可以申请信用修复的单位及提醒内容',
      permission: 'repair.upcoming',
      journals: ['repair.upcoming-read'],
      schema: { querystring: Shape.UpcomingQuery, response: Shape.UpcomingAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => listUpcoming(trx, who.act, who.reach, call.query)),
    }),
    route({
      method: 'GET',
      url: `${REPAIRS}/account`,
      summary: '信用修复的办理统计：各单位收到、办结的件数和平均天数',
      permission: 'repair.account',
      journals: ['repair.account-read'],
      schema: { querystring: Shape.AccountQuery, response: Shape.AccountAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => readRepairAccount(trx, who.act, who.reach, call.query)),
    }),
    route({
      method: 'GET',
      url: `${REPAIRS}/returns`,
      summary: '须告知信用中国、省级平台而尚未收到回执的结果',
      permission: 'repair.return',
      journals: ['repair.returns-read'],
      schema: { response: Shape.ReturnsAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => listReturns(trx, who.act, who.reach)),
    }),
  ];
}
