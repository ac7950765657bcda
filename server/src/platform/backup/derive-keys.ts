import { hkdfSync, scrypt } from 'node:crypto';

/** What one guess at the passphrase costs: 128 * r * 2^log2N bytes of memory, p times. */
export type Cost = { log2N: number; r: number; p: number };

/** 128 MB and some half a second: nothing beside a backup, much for somebody who tries words. */
export const COST: Cost = { log2N: 17, r: 8, p: 1 };

export type BackupKeys = { head: Buffer; chunks: Buffer };

const KEY_BYTES = 32;

export async function deriveKeys(passphrase: string, salt: Buffer, { log2N, r, p }: Cost): Promise<BackupKeys> {
  const N = 2 ** log2N;
  const options = { N, r, p, maxmem: 2 * 128 * N * r };
  const master = await new Promise<Buffer>((resolve, reject) => {
    scrypt(passphrase, salt, KEY_BYTES, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
  const derive = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `gongxin-backup:${purpose}`, KEY_BYTES));
  return { head: derive('head'), chunks: derive('chunks') };
}
