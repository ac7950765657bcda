import { type Route, route } from '../../../platform/http/route.ts';
import { acting, CaseParams, type LawOn } from '../../casework/index.ts';
import * as Shape from '../schemas.ts';
import { dropPerson } from './drop-person.ts';
import { issuePersonNotice } from './issue-person-notice.ts';
import { namePerson } from './name-person.ts';

const PERSONS = '/api/v1/listings/:caseId/persons';

/** Persons named in role. Who one is comes in by a body, once, and goes out by no route. */
export function personInRoleRoutesUnder(lawOn: LawOn): Route[] {
  return [
    route({
      method: 'POST',
      url: PERSONS,
      summary: '写入一名责任人员：本人任职期间本人行为',
      permission: 'listing.work',
      journals: ['listing.person-named'],
      status: 201,
      schema: { params: CaseParams, body: Shape.PersonBody, response: Shape.PersonAnswered },
      answer: (call) => acting(lawOn, call, (trx, who) => namePerson(trx, who, call.params.caseId, call.body)),
    }),
    route({
      method: 'POST',
      url: `${PERSONS}/:no/notice`,
      summary: '制作责任人员告知书，送达本人',
      permission: 'listing.work',
      journals: ['listing.person-notice-issued', 'case.paper-issued'],
      schema: { params: Shape.PersonParams, body: Shape.NoticeBody, response: Shape.PersonNoticeAnswered },
      answer: (call) =>
        acting(lawOn, call, (trx, who) =>
          issuePersonNotice(trx, who, call.params.caseId, { ...call.body, personNo: call.params.no }),
        ),
    }),
    route({
      method: 'POST',
      url: `${PERSONS}/:no/drop`,
      summary: '不再列为责任人员，删除其身份信息',
      permission: 'listing.work',
      journals: ['listing.person-dropped'],
      schema: { params: Shape.PersonParams, body: Shape.DropBody, response: Shape.Step },
      answer: (call) =>
        acting(lawOn, call, (trx, who) =>
          dropPerson(trx, who, call.params.caseId, { ...call.body, personNo: call.params.no }),
        ),
    }),
  ];
}
