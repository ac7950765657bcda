import { canonicalJson, type Json, sha256Hex } from '../../kernel/canonical-json.ts';
import type { Act } from '../journal/index.ts';
import { type Result, tokenHash } from './answer.ts';
import type { Covered } from './coverage.ts';

/** The subject of an input that names none held here. */
export const NO_SUBJECT = '-';

/** A row of `check_head`, in its columns' names. */
export type HeadRow = {
  check_id: string;
  agency: string | null;
  actor: string;
  matter: string;
  request_ref: string | null;
  subjects: number;
  coverage: Covered[];
  answered_at: string;
  catalogue_version: number;
};

/** A row of `check_answer`, in its columns' names. */
export type AnswerRow = {
  subject_id: string;
  check_id: string;
  position: number;
  input: Result['input'];
  known: Result['known'];
  verdict: Result['verdict'];
  measures: Result['measures'];
  token_hash: string | null;
  answered_at: string;
};

/** `from` is the address the check was asked from; it stands in the journal alone. */
export type LoggedCheck = { head: HeadRow; answers: AnswerRow[]; from?: string };

/** The rows that hold a check as it is about to be answered. */
export function loggedCheck(
  act: Act,
  check: { checkId: string; matter: string; requestRef: string | null; catalogueVersion: number },
  results: readonly Result[],
): LoggedCheck {
  const answeredAt = act.now.toISOString();
  return {
    head: {
      check_id: check.checkId,
      agency: act.agency ?? null,
      actor: act.actor,
      matter: check.matter,
      request_ref: check.requestRef,
      subjects: results.length,
      coverage: results[0]?.coverage ?? [],
      answered_at: answeredAt,
      catalogue_version: check.catalogueVersion,
    },
    answers: results.map((result, position) => ({
      subject_id: result.subject?.subjectId ?? NO_SUBJECT,
      check_id: check.checkId,
      position,
      input: result.input,
      known: result.known,
      verdict: result.verdict,
      measures: result.measures,
      token_hash: result.feedbackToken === undefined ? null : tokenHash(result.feedbackToken),
      answered_at: answeredAt,
    })),
    ...(act.from === undefined ? {} : { from: act.from }),
  };
}

/**
 * One hash over everything that was said in some checks; it stands in their journal row, so that a later change to what
 * was answered shows. Checks in the given order, answers by position.
 */
export function rootOf(checks: readonly LoggedCheck[]): string {
  const lines = checks.flatMap(({ head, answers }) => [
    JSON.stringify([
      head.check_id,
      head.agency,
      head.actor,
      head.matter,
      head.request_ref,
      head.answered_at,
      head.catalogue_version,
      head.coverage.map(({ source, asOf }) => [source, asOf]),
    ]),
    ...answers.map(({ position, subject_id, known, verdict, measures }) => {
      const caused = measures.length === 0 ? '' : canonicalJson(measures as Json);
      return `${position} ${subject_id} ${known} ${verdict} ${caused}`;
    }),
  ]);
  return sha256Hex(lines.join('\n'));
}
