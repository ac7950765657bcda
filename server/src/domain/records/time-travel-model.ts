import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Caller } from './visible-fields.ts';

/** What a test of time travel believes: the deeds in the order they happened, replayed for every question. */
export type Span = { from: CalendarDate; shownUntil: CalendarDate | null; usedUntil: CalendarDate | null };
export type Happened = { documentNo: string; moment: Date } & (
  | { deed: 'version' | 'correction'; version: number; span: Span | null }
  | { deed: 'reconfirmation'; span: Span }
  | { deed: 'withdrawal' | 'repair' | 'closure' }
  | { deed: 'suspension' | 'resumption'; cause: string }
);
export type Asked = { openness: Caller; asOf: CalendarDate | undefined; knownAt: Date | undefined; now: Date };

/** An objection under verification marks a record and hides nothing. */
const HIDING: ReadonlySet<string> = new Set(['shield', 'unanswered-objection']);

export type Standing = { version: number; span: Span | null; suspended: string[] };

/** How a record stood at a moment, as far as was known then. */
export function standingOf(log: readonly Happened[], documentNo: string, moment?: Date): Standing {
  let standing: Standing = { version: 0, span: null, suspended: [] };
  for (const happened of log) {
    if (happened.documentNo !== documentNo || (moment !== undefined && happened.moment > moment)) continue;
    standing = after(standing, happened);
  }
  return standing;
}

function after(standing: Standing, happened: Happened): Standing {
  switch (happened.deed) {
    case 'version':
    case 'correction':
      return { ...standing, version: happened.version, span: happened.span };
    case 'reconfirmation':
      return { ...standing, span: happened.span };
    case 'suspension':
      return { ...standing, suspended: [...standing.suspended, happened.cause] };
    case 'resumption':
      return { ...standing, suspended: standing.suspended.filter((cause) => cause !== happened.cause) };
    default:
      return { ...standing, span: null, suspended: [] };
  }
}

/** The records a question may see, as `number vN`: what stands today, as it was known then, but never what was ended. */
export function expected(log: readonly Happened[], asked: Asked): string[] {
  const numbers = [...new Set(log.map(({ documentNo }) => documentNo))];
  return numbers.flatMap((documentNo) => {
    const present = standingOf(log, documentNo);
    const then = standingOf(log, documentNo, asked.knownAt);
    const shown =
      covers(present, asked.openness, today(asked.now)) &&
      covers(then, asked.openness, asked.asOf) &&
      (then.version === present.version || !wasEnded(log, documentNo, then.version));
    return shown ? [`${documentNo} v${then.version}`] : [];
  });
}

function covers({ span, suspended }: Standing, openness: Caller, day: CalendarDate | undefined): boolean {
  if (span === null || suspended.some((cause) => HIDING.has(cause))) return false;
  if (day === undefined) return true;
  const until = openness === 'public' ? span.shownUntil : span.usedUntil;
  return span.from <= day && (until === null || until >= day);
}

/** A decision ended this version: it was withdrawn, repaired, closed, or corrected into the next. */
function wasEnded(log: readonly Happened[], documentNo: string, version: number): boolean {
  const own = log.filter((happened) => happened.documentNo === documentNo);
  const written = own.find((happened) => 'version' in happened && happened.version === version);
  return own.some(
    ({ deed, moment }) =>
      ['withdrawal', 'repair', 'closure', 'correction'].includes(deed) &&
      written !== undefined &&
      moment > written.moment,
  );
}
