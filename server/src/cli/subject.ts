import { catalogueInForce } from '../domain/catalogue/index.ts';
import type { Act } from '../domain/journal/index.ts';
import {
  type Archive,
  type ArchiveRecord,
  type Look,
  lookAtArchive,
  lookAtRecords,
  noSuchSubject,
  RECORDS_PAGE_AT_MOST,
  readMoment,
} from '../domain/records/index.ts';
import { findSubjectByCode } from '../domain/subjects/index.ts';
import { isCalendarDate } from '../kernel/civil-days.ts';
import { today } from '../kernel/dates.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import type { System } from '../system.ts';
import { print, printRefusal } from './answer.ts';
import { withSystem } from './open-system.ts';
import { archiveText } from './subject-text.ts';
import { verb } from './verb.ts';

/** Pages of one archive that are printed; an organisation with more is read over the interface. */
const PAGES_AT_MOST = 50;

export const subject = verb({
  name: 'subject',
  summary: '查看主体档案及其记录(政务共享范围),查询留痕',
  usage: '<代码> [--as-of <日期>] [--known-at <时点>] [--agency <统一社会信用代码>] [--ref <办件编号>]',
  options: {
    'as-of': { type: 'string' },
    'known-at': { type: 'string' },
    agency: { type: 'string' },
    ref: { type: 'string' },
  },
  positionals: [1, 1],
  run: (call) =>
    withSystem(call, async (system) => {
      const { values, positionals, actor } = call;
      const moments = readMoments(values['as-of'], values['known-at']);
      if (isRefusal(moments)) return printRefusal(call, moments);
      const found = await findSubjectByCode(system.pool, positionals[0] ?? '');
      if (found === null) return printRefusal(call, noSuchSubject());
      const who = {
        actor,
        purpose: 'subject',
        ...(values.agency === undefined ? {} : { agency: values.agency }),
        ...(values.ref === undefined ? {} : { ref: values.ref }),
      };
      const archive = await wholeArchive(system, who, { subjectId: found.subjectId, ...moments });
      return isRefusal(archive) ? printRefusal(call, archive) : print(call, archive, archiveText(archive));
    }),
});

function readMoments(asOf: string | undefined, written: string | undefined): Pick<Look, 'asOf' | 'knownAt'> | Refusal {
  if (asOf !== undefined && !isCalendarDate(asOf)) {
    return refuse('invalid-request', '--as-of 应为日期,例如 2026-03-01。', { field: 'as-of' });
  }
  const knownAt = written === undefined ? undefined : readMoment(written);
  if (knownAt !== null) return { asOf, knownAt };
  return refuse('invalid-request', '--known-at 应为含时区的时点,例如 2026-03-01T09:00:00+08:00。', {
    field: 'known-at',
  });
}

async function wholeArchive(system: System, who: Omit<Act, 'now'>, look: Look): Promise<Archive | Refusal> {
  const { pool, clock } = system;
  const act = { ...who, now: clock() };
  const catalogue = await catalogueInForce(pool, today(act.now));
  // the office itself sees what waits for its release
  const page = { ...look, limit: RECORDS_PAGE_AT_MOST, withheldOf: null };
  const first = await lookAtArchive(pool, catalogue, act, page);
  if (isRefusal(first)) return first;
  const { next, ...archive } = first;
  const records: ArchiveRecord[] = [...archive.records];
  let after = next;
  for (let pages = 1; after !== undefined && pages < PAGES_AT_MOST; pages++) {
    const more = await lookAtRecords(pool, catalogue, act, { ...page, after });
    if (isRefusal(more)) return more;
    records.push(...more.records);
    after = more.next;
  }
  return { ...archive, records, ...(after === undefined ? {} : { next: after }) };
}
