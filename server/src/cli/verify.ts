import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type Break,
  JournalBroken,
  openJournalKeys,
  type PublicKey,
  postgresSource,
  publicKeyFrom,
  trustedKeys,
  type Verified,
  verifyJournal,
} from '../domain/journal/index.ts';
import { MIGRATIONS_FOLDER } from '../migrations.ts';
import { isRefused, readPassphrase, restoreBackup } from '../platform/backup/index.ts';
import { SECRET_FILE } from '../platform/config/secrets.ts';
import { withClient } from '../platform/db/pool.ts';
import type { System } from '../system.ts';
import { printSentence } from './backup-answer.ts';
import { withSystem } from './open-system.ts';
import { rowsBehind } from './rows-behind.ts';
import { EXIT, type ExitCode, type VerbCall, verb } from './verb.ts';
import { openMonths, sentenceOfBreak, verifyLoaded } from './verify-loaded.ts';

/** The database's user, another than root, must pass through the folder. */
const PASSABLE = 0o711;

export const verify = verb({
  name: 'verify',
  summary: '重新计算整个操作日志,指出第一处不符',
  usage: '[<备份文件>] [--detached <移出的月份文件>]... [--key <公钥 PEM>]... [--passphrase-file <口令文件>]',
  options: {
    detached: { type: 'string', multiple: true },
    key: { type: 'string', multiple: true },
    'passphrase-file': { type: 'string' },
  },
  positionals: [0, 1],
  run: async (call) => {
    const { values, positionals, io } = call;
    const given = (values.key ?? []).map(keyIn);
    const unreadable = given.find((key) => typeof key === 'string');
    if (unreadable !== undefined) {
      io.err(`公钥文件 ${unreadable} 无法读取，应为 PEM 格式的 Ed25519 或 SM2 公钥。`);
      return EXIT.refused;
    }
    const named = given.filter((key) => typeof key !== 'string');
    const [file] = positionals;
    if (file !== undefined)
      return verifyFile(call, file, {
        given: named,
        detached: values.detached ?? [],
        passphraseFile: values['passphrase-file'],
      });
    return withSystem(call, async (system) => {
      const keys = openJournalKeys(call.config, system.secrets);
      if ('refused' in keys) {
        io.err(keys.message);
        return EXIT.failed;
      }
      const trusted = [...trustedKeys(keys), ...named];
      return say(call, await verifyLive(system, trusted, values.detached ?? []));
    });
  },
});

type BackupLook = { given: readonly PublicKey[]; detached: readonly string[]; passphraseFile: string | undefined };

/** A backup is loaded into a folder of its own for as long as it is looked at, and nothing of it is kept. */
async function verifyFile(
  call: VerbCall,
  file: string,
  { given: named, detached, passphraseFile }: BackupLook,
): Promise<ExitCode> {
  const given = readPassphrase(call.io.env, passphraseFile);
  if (isRefused(given)) return printSentence(call, given);
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), 'gongxin-verify-')));
  chmodSync(dataDir, PASSABLE);
  let outcome: Verified | Break | undefined;
  try {
    const restored = await restoreBackup({
      dataDir,
      path: resolve(file),
      passphrase: given.passphrase,
      places: new Map([[SECRET_FILE, join(dataDir, SECRET_FILE)]]),
      migrations: MIGRATIONS_FOLDER,
      log: () => {},
      verify: async (trx, files) => {
        outcome = await verifyLoaded(trx, files, call.config, { given: named, detached });
        return '已核验，不保留';
      },
    });
    if (outcome !== undefined) return say(call, outcome);
    assert(isRefused(restored), 'nothing is kept of a backup that is only looked at');
    return printSentence(call, restored);
  } finally {
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** One snapshot of the live database, and the files of detached months beside it. */
async function verifyLive(
  { database }: System,
  trusted: readonly PublicKey[],
  files: readonly string[],
): Promise<Verified | Break> {
  try {
    const months = await openMonths(files, trusted);
    return await withClient(database.url, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      const options = { trusted, rowsBehind: rowsBehind(client), detached: months };
      return verifyJournal(postgresSource(client), options);
    });
  } catch (error) {
    if (error instanceof JournalBroken) return error.found;
    throw error;
  }
}

function say({ io, json }: Pick<VerbCall, 'io' | 'json'>, outcome: Verified | Break): ExitCode {
  const broken = sentenceOfBreak(outcome);
  const document = 'code' in outcome ? { broken: outcome } : outcome;
  if (json) io.out(JSON.stringify({ verified: broken === undefined, ...document }));
  else if (broken !== undefined) io.out(broken);
  else if (!('code' in outcome)) io.out(sentenceOf(outcome));
  return broken === undefined ? EXIT.done : EXIT.failed;
}

function sentenceOf({ treeSize, heads, erasedValues, detachedEntries, unsequenced }: Verified): string {
  const extra = [
    ...(erasedValues > 0 ? [`${erasedValues} 个值已依法清除`] : []),
    ...(detachedEntries > 0 ? [`${detachedEntries} 个条目已移出`] : []),
    ...(unsequenced > 0 ? [`${unsequenced} 个新条目尚待入树`] : []),
  ];
  return `日志完好：${treeSize} 个条目，${heads} 个签名树头${extra.map((part) => `，${part}`).join('')}。`;
}

/** The path itself where no key can be read there. */
function keyIn(path: string): PublicKey | string {
  try {
    return publicKeyFrom(readFileSync(path, 'utf8')) ?? path;
  } catch {
    return path;
  }
}
