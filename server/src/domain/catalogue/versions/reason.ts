import { type Refusal, refuse } from '../../../platform/errors.ts';

const REASON_CHARACTERS = 500;

/** Null: a reason that an auditor can read. */
export function refuseUnreasoned(reason: string): Refusal | null {
  const characters = [...reason.trim()].length;
  if (characters >= 1 && characters <= REASON_CHARACTERS && reason.isWellFormed() && !reason.includes('\0'))
    return null;
  return refuse('invalid-request', `请写明理由，不超过 ${REASON_CHARACTERS} 个字符。`, { field: 'reason' });
}
