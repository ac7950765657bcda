import type { Queryable } from '../../platform/db/write.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { SCOPES, type Scope } from '../../platform/http/caller.ts';
import { type Act, journal } from '../journal/index.ts';
import { readAgencyCode } from './agency.ts';
import { makeKey } from './key-text.ts';
import { findAgency } from './queries.ts';

/** `key` is the only time the whole key is seen: nothing here can show it again. */
export type KeyCreated = { keyId: string; key: string; agency: string; scopes: Scope[] };

/** Issues a key to an agency. What it may be used for is named; there is no key for everything. */
export async function createApiKey(
  trx: Queryable,
  act: Act,
  input: { agency: string; scopes: readonly string[] },
): Promise<KeyCreated | Refusal> {
  const unknown = input.scopes.find((scope) => !isScope(scope));
  if (unknown !== undefined || input.scopes.length === 0) {
    return refuse('invalid-request', `密钥权限应为下列之一或几个:${SCOPES.join('、')}。`, { field: 'scopes' });
  }
  const scopes = SCOPES.filter((scope) => input.scopes.includes(scope));
  const uscc = readAgencyCode(input.agency);
  const agency = uscc === undefined ? undefined : await findAgency(trx, uscc);
  if (agency === undefined) {
    return refuse('unknown-agency', '该部门尚未登记,请先用 gongxin agency add 登记后再签发密钥。', { field: 'agency' });
  }
  const { keyId, text, secretHash, lastFour } = makeKey();
  await trx.query(
    `insert into api_key (key_id, agency, scopes, secret_hash, last_four, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [keyId, agency.uscc, scopes, secretHash, lastFour, act.now, act.actor],
  );
  await journal(trx, act, { event: 'api-key.created', target: keyId, detail: { agency: agency.uscc, scopes } });
  return { keyId, key: text, agency: agency.uscc, scopes };
}

function isScope(text: string): text is Scope {
  return SCOPES.some((scope) => scope === text);
}
