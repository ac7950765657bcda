import assert from 'node:assert/strict';
import { Type } from 'typebox';
import { today } from '../../../kernel/dates.ts';
import { write } from '../../../platform/db/write.ts';
import { type Route, route } from '../../../platform/http/route.ts';
import type { LawOn } from '../recalls/make-recalls.ts';
import { closed, Day, Subject, text } from '../schemas.ts';
import { consent, withdrawConsent } from './consent.ts';
import { noticesShown } from './notices-shown.ts';
import { publishNotice } from './publish-notice.ts';

const RecordId = text(64, '记录编号');
const PURPOSE = 'correction';

export const noticeRoutesUnder = (lawOn: LawOn): readonly Route[] => [
  route({
    method: 'GET',
    url: '/api/v1/corrections/notices',
    summary: '今天公告的更正，最近的在前',
    permission: 'published.read',
    schema: {
      response: closed({
        notices: Type.Array(
          closed({
            noticeId: Type.String(),
            subject: Subject,
            text: Type.String(),
            fromDay: Day,
            untilDay: Day,
          }),
        ),
      }),
    },
    answer: async ({ system }) => ({ notices: await noticesShown(system.pool, { today: today(system.clock()) }) }),
  }),
  route({
    method: 'POST',
    url: '/api/v1/corrections/consents',
    summary: '主体同意就其已撤回或更正的记录发布更正公告',
    permission: 'correction.consent',
    journals: ['correction.consented'],
    status: 201,
    schema: { body: closed({ recordId: RecordId }), response: closed({ recordId: RecordId }) },
    answer: ({ system, act, reach, body }) => {
      assert(reach.over === 'subject', 'the right reaches over one subject');
      const { subjectId } = reach;
      return write(system.pool, system.clock, (trx, now) => consent(trx, act(now, PURPOSE), { ...body, subjectId }));
    },
  }),
  route({
    method: 'DELETE',
    url: '/api/v1/corrections/consents/:recordId',
    summary: '主体撤回同意，更正公告随即撤下',
    permission: 'correction.consent',
    journals: ['correction.consent-withdrawn'],
    schema: { params: closed({ recordId: RecordId }), response: closed({ recordId: RecordId }) },
    answer: ({ system, act, reach, params }) => {
      assert(reach.over === 'subject', 'the right reaches over one subject');
      const { subjectId } = reach;
      return write(system.pool, system.clock, (trx, now) =>
        withdrawConsent(trx, act(now, PURPOSE), { ...params, subjectId }),
      );
    },
  }),
  route({
    method: 'POST',
    url: '/api/v1/corrections/notices',
    summary: '发布主体同意的更正公告，内容按固定格式生成',
    permission: 'correction.publish',
    journals: ['correction.published'],
    status: 201,
    schema: {
      body: closed({ recordId: RecordId }),
      response: closed({ noticeId: Type.String(), text: Type.String(), fromDay: Day, untilDay: Day }),
    },
    answer: ({ system, act, reach, body }) => {
      assert(reach.over === 'agency', 'the right reaches over one agency');
      const { agency } = reach;
      return write(system.pool, system.clock, async (trx, now) =>
        publishNotice(trx, { ...act(now, PURPOSE), agency }, await lawOn(system.pool, today(now)), body),
      );
    },
  }),
];
