import { readFileSync } from 'node:fs';
import { type BackupRefusal, refusal } from './refusal.ts';

const VARIABLE = 'GONGXIN_BACKUP_PASSPHRASE';
const FILE_VARIABLE = 'GONGXIN_BACKUP_PASSPHRASE_FILE';
/** Of a new backup. scrypt makes a guess dear, but nothing makes a short word strong. */
export const PASSPHRASE_CHARACTERS_AT_LEAST = 12;
const PASSPHRASE_BYTES_AT_MOST = 4_096;

/**
 * The passphrase, from a file or the environment and never from the command line, which every user of the machine can
 * read. Two of them are refused: nobody would know which one opens the backup. A line end at the end is no part of it.
 */
export function readPassphrase(
  env: Record<string, string | undefined>,
  file: string | undefined,
): { passphrase: string } | BackupRefusal {
  const path = file ?? (env[FILE_VARIABLE] || undefined);
  const given = env[VARIABLE] || undefined;
  if (path !== undefined && given !== undefined) {
    return refusal('no-passphrase', `口令给了两处:文件 ${path} 和环境变量 ${VARIABLE}。请只保留一处。`);
  }
  const text = path === undefined ? given : readFile(path);
  if (typeof text === 'object') return text;
  const passphrase = text?.replace(/\r?\n$/, '').normalize('NFC');
  if (!passphrase || Buffer.byteLength(passphrase) > PASSPHRASE_BYTES_AT_MOST) {
    return refusal(
      'no-passphrase',
      `没有备份口令。请用 --passphrase-file 或 ${FILE_VARIABLE} 指明存放口令的文件,或设置环境变量 ${VARIABLE}。`,
    );
  }
  return { passphrase };
}

/** Undefined when the passphrase may seal a new backup. */
export function tooWeak(passphrase: string): BackupRefusal | undefined {
  if ([...passphrase].length >= PASSPHRASE_CHARACTERS_AT_LEAST) return undefined;
  return refusal(
    'weak-passphrase',
    `备份口令不足 ${PASSPHRASE_CHARACTERS_AT_LEAST} 个字符。请换用更长的口令,最好是随机生成的 20 个字符以上。`,
  );
}

function readFile(path: string): string | BackupRefusal {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    return refusal('no-passphrase', `读不到口令文件 ${path}:${(error as Error).message}`);
  }
}
