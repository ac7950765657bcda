import type { Refusal } from '../errors.ts';

/** What a key may be used for. */
export const SCOPES = ['intake', 'check', 'read', 'withdraw', 'feedback'] as const;
export type Scope = (typeof SCOPES)[number];

export type Caller =
  | { kind: 'anonymous' }
  /** `agency` is the 统一社会信用代码 of the agency that holds the key. */
  | { kind: 'key'; keyId: string; agency: string; scopes: readonly Scope[] };

/** Says whose key it is; `token` is what follows `Bearer`. */
export type Identify = (token: string) => Promise<Caller | Refusal>;

/**
 * Who may call a route. With `alsoKey` anybody may, and a key with that scope sees more.
 * It is the text of `tests/permissions.txt`: `anyone`, `key:check`, `anyone+key:read`.
 */
export type Permission = { who: 'anyone'; alsoKey?: Scope } | { who: 'key'; scope: Scope };

export function scopeFor(permission: Permission): Scope | undefined {
  return permission.who === 'key' ? permission.scope : permission.alsoKey;
}

export function permissionText(permission: Permission): string {
  if (permission.who === 'key') return `key:${permission.scope}`;
  return permission.alsoKey === undefined ? 'anyone' : `anyone+key:${permission.alsoKey}`;
}
