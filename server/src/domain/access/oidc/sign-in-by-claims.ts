import { addDays, today } from '../../../kernel/dates.ts';
import type { Secrets } from '../../../platform/config/secrets.ts';
import type { Queryable } from '../../../platform/db/write.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/errors.ts';
import { type Act, journal } from '../../journal/index.ts';
import { findAccount, findAccountByLogin, readLogin } from '../accounts/account-queries.ts';
import { readAgencyCode } from '../agency.ts';
import { newId } from '../new-id.ts';
import type { Outside } from '../outside.ts';
import { currentPosts } from '../posts/post-queries.ts';
import { actorOfAccount, type Begun, beginSession } from '../sign-in/begin-session.ts';
import type { Claims } from './finish-flow.ts';
import { identityHash } from './identity-hash.ts';
import type { Provider } from './provider.ts';

/** Days a sign-in binds to the organisation of its claim, unless the configuration says: today. */
const ORGANISATION_DAYS = 1;
const NAME_CHARACTERS = 100;
const UNKNOWN_ORGANISATION = '主体用户';

type Coming = { trx: Queryable; act: Act; secrets: Secrets; outside: Outside; provider: Provider; who: Claims };

/** Begins a session for whoever an identity provider has vouched for, or says why there is none. */
export async function signInByClaims(
  trx: Queryable,
  act: Act,
  secrets: Secrets,
  outside: Outside,
  provider: Provider,
  who: Claims,
): Promise<Begun | Refusal> {
  const coming = { trx, act, secrets, outside, provider, who };
  // who comes twice at the same time for the first time gets one account
  const lock = identityHash(secrets, who.issuer, who.subject).readBigInt64BE();
  await trx.query('select pg_advisory_xact_lock($1)', [lock]);
  const found = isLevelEnough(provider, who.claims) ? await accountOf(coming) : levelTooLow();
  if (isRefusal(found)) {
    await journal(trx, act, { event: 'sign-in.refused', detail: { step: 'oidc', provider: provider.id } });
    return found;
  }
  const acr = who.claims.acr;
  return beginSession(trx, act, {
    ...found,
    by: 'oidc',
    secondFactorShown: typeof acr === 'string' && (provider.secondFactorAcr ?? []).includes(acr),
  });
}

type Found = { accountId: string; postId?: string };

function accountOf(coming: Coming): Promise<Found | Refusal> {
  switch (coming.provider.kind) {
    case 'staff':
      return staffOf(coming);
    case 'organisation':
      return organisationOf(coming);
    case 'person':
      return personOf(coming);
  }
}

/** An official's account is made by the system administrator beforehand; nobody gets one by signing in. */
async function staffOf(coming: Coming): Promise<Found | Refusal> {
  const { trx, provider } = coming;
  const unknown = refuse('sign-in-refused', '您的身份还没有关联本平台的账号,请联系系统管理员。');
  const linked = await findLinked(coming);
  if (linked !== undefined) return linked;
  const login = textClaim(coming, provider.loginClaim);
  const account = login === undefined ? undefined : await findAccountByLogin(trx, readLogin(login));
  if (account === undefined || account.kind !== 'staff' || account.endedAt !== undefined) return unknown;
  await link(coming, account.accountId);
  return { accountId: account.accountId };
}

/** An organisation's user: the claim says for which organisation, and for how long is bounded here. */
async function organisationOf(coming: Coming): Promise<Found | Refusal> {
  const { trx, act, provider, outside } = coming;
  const code = readAgencyCode(textClaim(coming, provider.usccClaim) ?? '');
  if (code === undefined) {
    return refuse('sign-in-refused', '身份认证平台没有给出有效的统一社会信用代码,请以企业或组织的身份登录。');
  }
  const linked = await findLinked(coming);
  if (isRefusal(linked)) return linked;
  const accountId = linked?.accountId ?? (await makeAccount(coming, 'organisation'));
  const subjectId = (await outside.findSubjectId(trx, code)) ?? code;
  const until = addDays(today(act.now), (provider.organisationDays ?? ORGANISATION_DAYS) - 1);
  return { accountId, postId: await hold(coming, { accountId, role: 'organisation', subjectId, until }) };
}

/** A natural person, for the own data only. Where nothing is held of somebody, nothing is made of the visit either. */
async function personOf(coming: Coming): Promise<Found | Refusal> {
  const { trx, act, secrets, provider, outside } = coming;
  const idNumber = textClaim(coming, provider.idNumberClaim);
  const subjectId =
    idNumber === undefined ? undefined : await outside.findPersonByIdNumber(trx, secrets, act, idNumber);
  if (subjectId === undefined) {
    return refuse('sign-in-refused', '本平台没有保存与您有关的信息,无须登录查询。');
  }
  const linked = await findLinked(coming);
  if (isRefusal(linked)) return linked;
  const accountId = linked?.accountId ?? (await makeAccount(coming, 'person'));
  return { accountId, postId: await hold(coming, { accountId, role: 'person', subjectId, until: today(act.now) }) };
}

async function findLinked({ trx, secrets, provider, who }: Coming): Promise<Found | Refusal | undefined> {
  const { rows } = await trx.query<{ account_id: string }>('select account_id from identity where identity_hash = $1', [
    identityHash(secrets, who.issuer, who.subject),
  ]);
  const account = rows[0] === undefined ? undefined : await findAccount(trx, rows[0].account_id);
  if (account === undefined) return undefined;
  if (account.endedAt !== undefined || account.kind !== provider.kind) {
    return refuse('sign-in-refused', '账号已经停用,或者不能以这种方式登录。');
  }
  return { accountId: account.accountId };
}

async function makeAccount(coming: Coming, kind: 'organisation' | 'person'): Promise<string> {
  const { trx, act, provider } = coming;
  const accountId = newId('u');
  const name = (textClaim(coming, provider.nameClaim) ?? UNKNOWN_ORGANISATION).slice(0, NAME_CHARACTERS);
  await trx.query('insert into account (account_id, kind, name, created_at, created_by) values ($1, $2, $3, $4, $5)', [
    accountId,
    kind,
    kind === 'person' ? null : name,
    act.now,
    `oidc:${provider.id}`,
  ]);
  await journal(trx, act, { event: 'account.created', target: accountId, detail: { kind, provider: provider.id } });
  await link(coming, accountId);
  return accountId;
}

async function link({ trx, act, secrets, provider, who }: Coming, accountId: string): Promise<void> {
  await trx.query(
    `insert into identity (identity_hash, provider, account_id, linked_at, linked_by) values ($1, $2, $3, $4, $5)`,
    [identityHash(secrets, who.issuer, who.subject), provider.id, accountId, act.now, `oidc:${provider.id}`],
  );
  await journal(trx, act, { event: 'account.linked', target: accountId, detail: { provider: provider.id } });
}

type Holding = { accountId: string; role: 'organisation' | 'person'; subjectId: string; until: string };

/** The post that the claim proves; asked for by the user, confirmed by the provider. One that holds as long is kept. */
async function hold({ trx, act, provider }: Coming, { accountId, role, subjectId, until }: Holding): Promise<string> {
  const held = (await currentPosts(trx, accountId, act.now)).find(
    (post) => post.role === role && post.subjectId === subjectId && (post.until ?? until) >= until,
  );
  if (held !== undefined) return held.postId;
  const postId = newId('p');
  await trx.query(
    `insert into post (post_id, account_id, role, subject_id, from_day, until_day, proof,
                       proposed_by, proposed_at, confirmed_by, confirmed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9)`,
    [
      postId,
      accountId,
      role,
      subjectId,
      today(act.now),
      until,
      `身份认证平台 ${provider.id}`,
      actorOfAccount(accountId),
      act.now,
      `oidc:${provider.id}`,
    ],
  );
  await journal(trx, act, {
    event: 'post.proved',
    target: postId,
    subjectId,
    detail: { account: accountId, role, provider: provider.id, until },
  });
  return postId;
}

function textClaim({ who }: Coming, name: string | undefined): string | undefined {
  const value = name === undefined ? undefined : who.claims[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function isLevelEnough({ acr }: Provider, claims: Claims['claims']): boolean {
  return acr === undefined || (typeof claims.acr === 'string' && acr.includes(claims.acr));
}

function levelTooLow(): Refusal {
  return refuse('sign-in-refused', '本次登录的认证级别不够,请按身份认证平台的提示以更高级别登录。');
}
