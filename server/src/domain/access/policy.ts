import { type Refusal, refuse } from '../../platform/errors.ts';
import { type Caller, type Policy, type Reach, SCOPES, type Scope } from '../../platform/http/caller.ts';
import { isRole, ROLE_NAMES, ROLES, type Role } from './roles.ts';

/** How far a right reaches: anybody's view, the own account, one's subject, one's agency, one's region, everything. */
type Over = Reach['over'];
/**
 * `anyone` is the floor under every caller, `user` under everybody signed in, also without a post yet; a key is meant by
 * the scope it must carry.
 */
type Holders = Partial<Record<Role | 'anyone' | 'user' | `key:${Scope}`, Over>>;

const OWN_AGENCY = { clerk: 'agency', reviewer: 'agency' } as const;
const OFFICE = { 'case-officer': 'region', decider: 'region' } as const;

/**
 * Who may what, and how far: the whole policy. A route names the right it needs; who has it not, has it nowhere. Every
 * right by every role is written out for review in `tests/permissions.txt`.
 */
export const POLICY = {
  // what is public
  'published.read': { anyone: 'published' },

  // one's own account
  'session.begin': { anyone: 'own' },
  'session.own': { user: 'own' },

  // departments submit
  'batch.send': { 'key:intake': 'agency', clerk: 'agency' },
  'batch.read': { 'key:intake': 'agency', ...OWN_AGENCY, ...OFFICE, auditor: 'all' },
  'queue.read': { 'key:intake': 'agency', ...OWN_AGENCY, ...OFFICE },
  'queue.settle': { 'key:intake': 'agency', clerk: 'agency', 'case-officer': 'region' },
  'batch.release': { reviewer: 'agency', decider: 'region' },
  'record.withdraw': { 'key:withdraw': 'agency', reviewer: 'agency' },
  'text.read': { 'key:read': 'agency', ...OWN_AGENCY },
  'text.approve': { 'key:intake': 'agency', reviewer: 'agency' },

  // archives; 政务共享 with a purpose, every look journalled
  'archive.read': {
    anyone: 'published',
    'key:read': 'all',
    organisation: 'subject',
    desk: 'all',
    counter: 'all',
    'case-officer': 'all',
    decider: 'all',
    auditor: 'all',
  },
  /** Who looked at what is not public about me. */
  'look-ups.read': { organisation: 'subject', person: 'subject', auditor: 'all' },
  /** What is held of me. */
  'person.read': { person: 'subject' },
  'person.erase': { decider: 'all' },

  // desks
  'check.ask': { 'key:check': 'agency', desk: 'agency' },
  'check.feedback': { 'key:feedback': 'agency', desk: 'agency' },
  /** The notice to the organisation on which a measure was applied. */
  'notice.work': { clerk: 'agency', desk: 'agency' },
  /** What an agency owes: entries to respond to, checks to close; and its account. */
  'response.read': { ...OWN_AGENCY, desk: 'agency', ...OFFICE, auditor: 'all' },
  'response.work': { clerk: 'agency', desk: 'agency' },

  // one act permitted although a measure stands
  'relief.propose': { clerk: 'agency', 'case-officer': 'agency' },
  'relief.confirm': { reviewer: 'agency', decider: 'agency' },
  'relief.end': { ...OWN_AGENCY, 'case-officer': 'agency', decider: 'agency' },
  'relief.read': {
    organisation: 'subject',
    ...OWN_AGENCY,
    desk: 'all',
    'case-officer': 'all',
    decider: 'all',
    auditor: 'all',
  },

  // cases: the agency's own officials act, a second of them confirms; the office sees, the organisation its own
  'case.list': { ...OWN_AGENCY, desk: 'agency', ...OFFICE, auditor: 'all' },
  'case.read': { organisation: 'subject', ...OWN_AGENCY, desk: 'agency', ...OFFICE, auditor: 'all' },
  'case.work': { clerk: 'agency', desk: 'agency', 'case-officer': 'agency' },
  /** Listings: the list's own authority; the second official is another person. */
  'listing.work': { clerk: 'agency', 'case-officer': 'agency' },
  'listing.confirm': { reviewer: 'agency', decider: 'agency' },
  'listing.state': { clerk: 'agency', 'case-officer': 'agency', organisation: 'subject' },
  'listing.preview': { clerk: 'agency', reviewer: 'agency', 'case-officer': 'agency', decider: 'agency' },
  /** Honours: an organisation may apply, an agency that grants them decides, and there too a second official confirms. */
  'honour.apply': { organisation: 'subject' },
  'honour.work': { clerk: 'agency', 'case-officer': 'agency' },
  'honour.confirm': { reviewer: 'agency', decider: 'agency' },
  'honour.look': { clerk: 'agency', reviewer: 'agency', 'case-officer': 'agency', decider: 'agency' },
  /** Orders to mend and interviews: the agency that found it; the organisation reports for itself. */
  'rectification.work': { clerk: 'agency', 'case-officer': 'agency' },
  'rectification.report': { clerk: 'agency', 'case-officer': 'agency', organisation: 'subject' },
  /** Repair: an organisation, or the counter and whoever enters what another site received, files; each agency decides its part. */
  'repair.look': { organisation: 'subject', counter: 'all', ...OWN_AGENCY, 'case-officer': 'all', decider: 'all' },
  'repair.file': { organisation: 'subject', counter: 'all', 'case-officer': 'all' },
  'repair.read': { organisation: 'subject', counter: 'all', ...OWN_AGENCY, ...OFFICE, auditor: 'all' },
  'repair.own': { organisation: 'subject' },
  'repair.state': { organisation: 'subject', counter: 'all', clerk: 'agency', 'case-officer': 'agency' },
  'repair.work': { clerk: 'agency', 'case-officer': 'agency' },
  'repair.confirm': { reviewer: 'agency', decider: 'agency' },
  'repair.return': { ...OWN_AGENCY, ...OFFICE },
  'repair.upcoming': OFFICE,
  'repair.account': { ...OWN_AGENCY, ...OFFICE, auditor: 'all' },
  /** A court's ruling is for the whole city: the office hides what it covers, again by two. */
  'reorganisation.work': { 'case-officer': 'agency' },
  'reorganisation.confirm': { decider: 'agency' },
  /**
   * Reports of misconduct: anybody reports without being known; the office finds out about whom and sends it on; the
   * competent agency works it, and a second official of it confirms what was found.
   */
  'misconduct.report': { anyone: 'own' },
  'misconduct.enter': { counter: 'region', clerk: 'agency', 'case-officer': 'agency' },
  'misconduct.queue': OFFICE,
  'misconduct.triage': { 'case-officer': 'region' },
  'misconduct.read': { ...OWN_AGENCY, ...OFFICE },
  'misconduct.work': { clerk: 'agency', 'case-officer': 'agency' },
  'misconduct.confirm': { reviewer: 'agency', decider: 'agency' },
  /** Who reported: one role asks and sees, another grants; the schema names both (`misconduct_opening`). */
  'misconduct.ask': { clerk: 'agency', 'case-officer': 'region' },
  'misconduct.grant': { decider: 'region' },
  /** Objections: by whom the record is about, at the counter, or by a person named in one; answered by its source, four eyes. */
  'objection.file': { organisation: 'subject', person: 'subject', counter: 'region' },
  'objection.read': { organisation: 'subject', person: 'subject' },
  'objection.work': { clerk: 'agency', 'case-officer': 'agency' },
  'objection.confirm': { reviewer: 'agency', decider: 'agency' },
  'task.read': { ...OWN_AGENCY, desk: 'agency', ...OFFICE, auditor: 'all' },

  // messages: what one's agency or organisation is told
  'message.read': {
    organisation: 'subject',
    ...OWN_AGENCY,
    desk: 'agency',
    counter: 'agency',
    'case-officer': 'agency',
    decider: 'agency',
  },
  /** Mail that did not go out: what was sent to whom is not in it. */
  'mail-trouble.read': { 'system-admin': 'all' },

  // supervision: what an agency owes
  'governance.read': { ...OWN_AGENCY, ...OFFICE, auditor: 'all' },
  'governance.ask': OFFICE,
  'governance.answer': OWN_AGENCY,

  // corrections travel: who received a record says what became of it there
  'recall.read': {
    'key:read': 'agency',
    'key:check': 'agency',
    ...OWN_AGENCY,
    desk: 'agency',
    ...OFFICE,
    auditor: 'all',
  },
  'recall.acknowledge': { 'key:read': 'agency', 'key:check': 'agency', ...OWN_AGENCY, desk: 'agency' },
  'recall.account': { ...OWN_AGENCY, desk: 'agency', ...OFFICE, auditor: 'all' },
  /** Systems that keep a copy go on from where they were. */
  'changes.read': { 'key:read': 'agency' },
  /** A desk says whether it reversed what it did on a record that proved wrong. */
  'reversal.answer': { ...OWN_AGENCY, desk: 'agency' },
  /** Where an agency is told by its system. */
  'webhook.write': { 'security-admin': 'all' },
  'webhook.read': { 'system-admin': 'all', 'security-admin': 'all', 'audit-admin': 'all' },
  /** What an ended record still has to bring about on other sites; the office writes to them. */
  'external-effect.read': { ...OFFICE, auditor: 'all' },
  'external-effect.work': { 'case-officer': 'agency', decider: 'agency' },
  'withdrawal.read': { ...OWN_AGENCY, ...OFFICE, auditor: 'all' },
  /** A correction is told to everybody only if the organisation agrees. */
  'correction.consent': { organisation: 'subject' },
  'correction.publish': { 'case-officer': 'agency', decider: 'agency' },

  // the catalogue
  'catalogue.proposals': { 'catalogue-editor': 'all', decider: 'all', auditor: 'all' },
  'catalogue.propose': { 'catalogue-editor': 'all' },
  'catalogue.confirm': { decider: 'all' },

  // accounts and posts: the system administrator proposes, the security administrator grants
  'account.read': { 'system-admin': 'all', 'security-admin': 'all', 'audit-admin': 'all' },
  'account.write': { 'system-admin': 'all' },
  'post.propose': { 'system-admin': 'all' },
  'post.decide': { 'security-admin': 'all' },
  /** One is enough to take a right away. */
  'post.end': { 'system-admin': 'all', 'security-admin': 'all' },
  'api-key.write': { 'security-admin': 'all' },
  'session.end-all': { 'security-admin': 'all' },
  'agency.write': { 'system-admin': 'all' },
  /** Binds an organisation's user on proof shown at the counter. */
  'organisation.bind': { counter: 'region' },

  // the journal
  'journal.read': { auditor: 'all', 'audit-admin': 'all' },
  'journal.sign': { auditor: 'all', 'audit-admin': 'all' },
} as const satisfies Record<string, Holders>;

export type Right = keyof typeof POLICY;
const RIGHTS: Readonly<Record<string, Holders>> = POLICY;

/** The policy as the HTTP edge asks it. */
export const policy: Policy = { decide, text, open: (right) => holdersOf(right).anyone !== undefined };

function decide(right: string, caller: Caller): Reach | Refusal {
  const holders = holdersOf(right);
  const over = overOf(holders, caller);
  if (
    caller.kind !== 'anonymous' &&
    over !== undefined &&
    (caller.kind !== 'user' || caller.lacks === undefined || over === 'own')
  ) {
    return reachOf(over, caller);
  }
  // a key that was meant to see more and does not is told so: its program would take less for all there is
  const disappointed = caller.kind === 'key' && scopeOf(holders) !== undefined;
  if (holders.anyone !== undefined && !disappointed) return { over: holders.anyone } as Reach;
  return refusalOf(holders, caller);
}

function holdersOf(right: string): Holders {
  const holders = RIGHTS[right];
  // a route that asks for a word the policy does not know is a fault of ours, found by the first test that starts a server
  if (holders === undefined) throw new Error(`the policy does not know the right ${right}`);
  return holders;
}

function overOf(holders: Holders, caller: Caller): Over | undefined {
  if (caller.kind === 'anonymous') return undefined;
  if (caller.kind === 'user') return (isRole(caller.role) ? holders[caller.role] : undefined) ?? holders.user;
  return SCOPES.filter((scope) => caller.scopes.includes(scope))
    .map((scope) => holders[`key:${scope}`])
    .find((over) => over !== undefined);
}

function reachOf(over: Over, caller: Exclude<Caller, { kind: 'anonymous' }>): Reach {
  if (over === 'agency') return { over, agency: given(caller.agency) };
  if (over === 'region') return { over, region: given(caller.kind === 'user' ? caller.region : undefined) };
  if (over === 'subject') return { over, subjectId: given(caller.kind === 'user' ? caller.subjectId : undefined) };
  return { over };
}

/** Posts are held with what their role needs (`post` in the schema). */
function given(place: string | undefined): string {
  if (place === undefined) throw new Error('a post names where it holds');
  return place;
}

function refusalOf(holders: Holders, caller: Caller): Refusal {
  const scope = scopeOf(holders);
  if (caller.kind === 'anonymous') {
    const byKey = scope === undefined ? '' : `;程序请在请求头 Authorization 中写“Bearer ”加有 ${scope} 权限的接口密钥`;
    return refuse('no-key', `请先登录${byKey}。`, scope === undefined ? undefined : { scope });
  }
  if (caller.kind === 'key') {
    if (scope === undefined) return refuse('scope-missing', '此事须由人员登录后办理,接口密钥不能办理。');
    const publicToo = holders.anyone === undefined ? '' : ',不带密钥可查询公开内容';
    return refuse('scope-missing', `该接口密钥没有 ${scope} 权限,请联系平台管理员签发${publicToo}。`, { scope });
  }
  if (caller.lacks === 'password') return refuse('password-change-required', '请先修改初始口令,再办理其他事项。');
  if (caller.lacks === 'second-factor') {
    return refuse('second-factor-required', '此岗位须通过第二重验证,请输入验证器上的动态口令。');
  }
  if (caller.lacks === 'post') return refuse('role-missing', '您目前没有生效的岗位,请联系本单位或平台管理员。');
  const roles = ROLES.filter((role) => holders[role] !== undefined).map((role) => ROLE_NAMES[role]);
  return refuse('role-missing', `您当前的岗位不能办理此事;可以办理的岗位:${roles.join('、')}。`);
}

function scopeOf(holders: Holders): Scope | undefined {
  return SCOPES.find((scope) => holders[`key:${scope}`] !== undefined);
}

function text(right: string): string {
  return Object.keys(holdersOf(right)).join('+');
}
