import { REFUSALS, type Refusal } from '../errors.ts';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** A refusal as RFC 9457 describes it. `type` stays `about:blank`-like: a relative name, so that no host is baked in. */
export function problem(refusal: Refusal, requestId: string): { status: number; body: Record<string, unknown> } {
  const { status, title } = REFUSALS[refusal.refused];
  return {
    status,
    body: {
      ...refusal.extra,
      type: `/problems/${refusal.refused}`,
      title,
      status,
      detail: refusal.detail,
      code: refusal.refused,
      requestId,
    },
  };
}
