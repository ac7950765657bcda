import {
  acceptInvitation,
  addAgency,
  confirmPost,
  createAccount,
  invite,
  proposePost,
  type Role,
} from '../domain/access/index.ts';
import { composeUscc } from '../kernel/codes.ts';
import { write } from '../platform/db/write.ts';
import type { System } from '../system.ts';
import { DEPARTMENTS } from './agencies.ts';
import { granted } from './granted.ts';

/** Everybody's in 青禾市, where everything is invented; a real installation knows no password but those people choose. */
export const DEMO_PASSWORD = 'qinghe-yanshi-zhuanyong';
const OFFICE = composeUscc('11990100', 'MB0QHXY4');
const OFFICE_NAME = '青禾市公共信用信息办公室';
const PROOF = '演示任命';
const NONE = { categories: new Set<string>(), adverse: new Set<string>(), lists: new Set<string>() };

type Person = { login: string; name: string; role: Role; agency: string };

/** One for each post of an official; who decides or administers binds an authenticator at the first sign-in. */
export const PEOPLE: readonly Person[] = [
  { login: 'bailu', name: '白露', role: 'clerk', agency: departmentAt(0) },
  { login: 'hanlu', name: '寒露', role: 'reviewer', agency: departmentAt(0) },
  { login: 'mangzhong', name: '芒种', role: 'desk', agency: departmentAt(0) },
  { login: 'guyu', name: '谷雨', role: 'counter', agency: OFFICE },
  { login: 'xiaoman', name: '小满', role: 'case-officer', agency: OFFICE },
  { login: 'lixia', name: '立夏', role: 'decider', agency: OFFICE },
  { login: 'qingming', name: '清明', role: 'catalogue-editor', agency: OFFICE },
  { login: 'shuangjiang', name: '霜降', role: 'auditor', agency: OFFICE },
];

/** Gives the city people who can sign in, by the acts a real office uses: account, invitation, post by two. */
export async function settlePeople(system: System): Promise<void> {
  await write(system.pool, system.clock, async (trx, now) =>
    granted(await addAgency(trx, by('青禾市', now), { uscc: OFFICE, name: OFFICE_NAME, categories: [] }, NONE)),
  );
  for (const person of PEOPLE) await settle(system, person);
}

async function settle(system: System, { login, name, role, agency }: Person): Promise<void> {
  const { pool, clock } = system;
  const { accountId, token } = await write(pool, clock, async (trx, now) => {
    const made = granted(await createAccount(trx, by('青禾市', now), { login, name }));
    return granted(await invite(trx, by('青禾市', now), made.accountId));
  });
  granted(await acceptInvitation(system, (now) => by('anonymous', now), { token, password: DEMO_PASSWORD }));
  await write(pool, clock, async (trx, now) => {
    const { postId } = granted(await proposePost(trx, by('青禾市', now), { accountId, role, agency, proof: PROOF }));
    granted(await confirmPost(trx, by('演示', now), postId));
  });
}

const by = (actor: string, now: Date) => ({ actor, purpose: 'demo', now });

function departmentAt(nth: number): string {
  return DEPARTMENTS[nth]?.code ?? OFFICE;
}
