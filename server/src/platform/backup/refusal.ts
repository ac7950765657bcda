/** Why a backup cannot be made, read or restored. Every one is something a person can mend; the sentence says how. */
export type BackupRefusalCode =
  | 'no-passphrase'
  | 'weak-passphrase'
  | 'no-state'
  | 'exists'
  | 'not-writable'
  | 'disk-full'
  | 'no-file'
  | 'not-a-backup'
  | 'backup-newer'
  | 'wrong-passphrase'
  | 'truncated'
  | 'damaged'
  | 'program-older'
  | 'migrations-differ'
  | 'not-empty'
  | 'unfinished'
  | 'busy'
  | 'differs'
  | 'not-verified';

/** `message` is a zh-CN sentence for the operator: what is wrong, where, and how to mend it. */
export type BackupRefusal = { refused: BackupRefusalCode; message: string };

export function refusal(refused: BackupRefusalCode, message: string): BackupRefusal {
  return { refused, message };
}

/** A refusal met in the middle of a stream, where no value can be returned; entrances turn it into one again. */
export class Refused extends Error {
  readonly refusal: BackupRefusal;
  override name = 'Refused';

  constructor(refused: BackupRefusalCode, message: string) {
    super(message);
    this.refusal = refusal(refused, message);
  }
}

/** Runs `body`; what it refuses half way comes back as a value, every other error is thrown on. */
export async function answering<T>(body: () => Promise<T>): Promise<T | BackupRefusal> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    throw error;
  }
}

export function isRefused(value: object): value is BackupRefusal {
  return 'refused' in value;
}
