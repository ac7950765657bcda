import { type Refusal, refuse } from '../platform/errors.ts';
import type { VerbCall } from './verb.ts';

/** Law and publication are decisions of named people: the user of the machine is nobody (architecture, section 8). */
export function refuseUnnamed({ values }: Pick<VerbCall, 'values'>): Refusal | null {
  if (values.actor !== undefined) return null;
  return refuse('invalid-request', '请用 --actor 写明作出决定的人的姓名。', { field: 'actor' });
}
