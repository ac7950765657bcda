import type { CorrectionsPage } from '../../../../web/src/portal/model.ts';
import { subject as subjectPath } from '../../../../web/src/portal/paths.ts';
import { today } from '../../kernel/dates.ts';
import { noticesShown } from '../corrections/index.ts';
import type { Asking } from './statistics.ts';

/** The corrections told to everybody today, because the organisations agreed. */
export async function correctionsPage({ pool, now }: Asking): Promise<CorrectionsPage> {
  const notices = await noticesShown(pool, { today: today(now) });
  return {
    page: 'corrections',
    today: today(now),
    notices: notices.map(({ noticeId, subject: { subjectId, code, name }, text, fromDay, untilDay }) => ({
      id: noticeId,
      party: { href: subjectPath(code ?? subjectId), name, code },
      text,
      from: fromDay,
      until: untilDay,
    })),
  };
}
