import { refuse } from '../errors.ts';
import type { Caller, Policy, Scope } from './caller.ts';

/** A policy whose words say themselves who may: `anyone`, `key:intake`, `anyone+key:read`, `user`. */
export const sayingPolicy: Policy = {
  decide: (right, caller) => {
    const holders = right.split('+');
    if (holders.some((holder) => holds(holder, caller))) {
      return caller.kind === 'key' ? { over: 'agency', agency: caller.agency } : { over: 'own' };
    }
    if (holders.includes('anyone') && (caller.kind !== 'key' || holders.length === 1)) return { over: 'published' };
    return caller.kind === 'anonymous' ? refuse('no-key', '请先登录。') : refuse('scope-missing', '没有这项权限。');
  },
  text: (right) => right,
  open: (right) => right.split('+').includes('anyone'),
};

function holds(holder: string, caller: Caller): boolean {
  if (caller.kind === 'user') return holder === 'user';
  return caller.kind === 'key' && caller.scopes.includes(holder.replace('key:', '') as Scope);
}
