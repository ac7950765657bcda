import { randomBytes } from 'node:crypto';
import { sha256Hex } from '../../kernel/canonical-json.ts';
import { type CalendarDate, today } from '../../kernel/dates.ts';
import type { Matter, RoleBar } from '../catalogue/index.ts';
import { type MatterAsked, type MeasureInForce, measuresInForce } from '../measures/index.ts';
import { type Asked, echo, type Input } from './asked.ts';
import type { Covered } from './coverage.ts';
import type { Identified } from './identify.ts';
import type { Found } from './look-up.ts';
import type { Subject } from './subject-rows.ts';
import { type Verdict, verdictOf } from './verdict.ts';

/** The law a check is answered under: one matter of one version of the catalogue, and the measures that name it. */
export type MatterInForce = Pick<MatterAsked, 'measures' | 'believes'> & { catalogueVersion: number; matter: Matter };

export type Organisation = { subjectId: string; code: string | null; name: string; kind: string };

/** What is said of one subject, in the words of the contract. `reason` says why a subject is not identified. */
export type Result = {
  input: Input & { person?: true };
  subject: Organisation | null;
  known: 'registered' | 'provisional' | 'unknown';
  /** The registered state 登记状态. */
  status: string | null;
  verdict: Verdict;
  coverage: Covered[];
  measures: (MeasureInForce & { role?: RoleBar })[];
  feedbackToken?: string;
  reason?: string;
  candidates?: Organisation[];
};

/** 144 bits: nobody guesses the right to report on a measure. */
export const TOKEN_BYTES = 18;

/** Answers every subject of one check, in the order asked. Pure but for the tokens, which are random. */
export function answerSubjects(
  { subjects, law, requestRef }: { subjects: readonly Asked[]; law: MatterInForce; requestRef: string | null },
  found: Found,
  now: Date,
): Result[] {
  const day: CalendarDate = today(now);
  const asked = { matter: law.matter.code, measures: law.measures, believes: law.believes, requestRef };
  const { coverage, current: sourcesCurrent } = found.covered(law.matter);
  return subjects.map(({ input }, index) => {
    const identified = found.identified[index] ?? { is: 'unknown' };
    const subject = identified.is === 'subject' ? identified.subject : undefined;
    const grounds = subject === undefined ? undefined : found.grounds.get(subject.subjectId);
    const measures =
      subject === undefined || grounds === undefined ? [] : measuresInForce(grounds, asked, subject.kind, day);
    const verdict = verdictOf({
      identified: identified.is !== 'unidentified',
      registered: subject?.standing === 'registered',
      sourcesCurrent,
      measures,
    });
    return {
      input: echo(input, identified.is !== 'unknown' && identified.held),
      subject: subject === undefined ? null : organisation(subject),
      known: subject?.standing ?? 'unknown',
      status: subject?.status ?? null,
      verdict,
      coverage,
      measures,
      ...(measures.length === 0 ? {} : { feedbackToken: randomBytes(TOKEN_BYTES).toString('base64url') }),
      ...unidentifiedPart(identified),
    };
  });
}

function unidentifiedPart(identified: Identified): Pick<Result, 'reason' | 'candidates'> {
  if (identified.is !== 'unidentified') return {};
  return { reason: identified.reason, candidates: identified.candidates.map(organisation) };
}

function organisation({ subjectId, code, name, kind }: Subject): Organisation {
  return { subjectId, code, name, kind };
}

/** What is held of a token; the token itself is with the caller alone. */
export function tokenHash(token: string): string {
  return sha256Hex(token);
}
