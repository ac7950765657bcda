/** Why the database cannot be opened. Every one is something a person can mend; the sentence says how. */
export type DatabaseRefusalCode =
  | 'no-binaries'
  | 'cannot-switch-user'
  | 'not-permitted'
  | 'disk-full'
  | 'create-failed'
  | 'start-failed'
  | 'cluster-missing'
  | 'cluster-newer'
  | 'cluster-older'
  | 'bad-url'
  | 'unreachable'
  | 'sign-in-failed'
  | 'unsupported-version'
  | 'not-utf8'
  | 'extension-missing'
  | 'no-chinese-trigrams'
  | 'role-missing';

/** `message` is a zh-CN sentence for the operator: what is wrong, where, and how to mend it. */
export type DatabaseRefusal = { refused: DatabaseRefusalCode; message: string };

export function refusal(refused: DatabaseRefusalCode, message: string): DatabaseRefusal {
  return { refused, message };
}

export function isRefusal(value: object | undefined): value is DatabaseRefusal {
  return value !== undefined && 'refused' in value;
}
