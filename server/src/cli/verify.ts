import { readFileSync } from 'node:fs';
import {
  type Break,
  JournalBroken,
  type OpenMonth,
  openJournalKeys,
  openMonth,
  type PublicKey,
  postgresSource,
  publicKeyFrom,
  trustedKeys,
  type Verified,
  verifyJournal,
} from '../domain/journal/index.ts';
import { withClient } from '../platform/db/pool.ts';
import type { System } from '../system.ts';
import { withSystem } from './open-system.ts';
import { rowsBehind } from './rows-behind.ts';
import { EXIT, type ExitCode, type VerbCall, verb } from './verb.ts';

const NOT_YET = '本版本只能核验运行中的数据库，尚不能直接核验备份文件；请先恢复备份再核验。';

export const verify = verb({
  name: 'verify',
  summary: '重新计算整个操作日志,指出第一处不符',
  usage: '[--detached <移出的月份文件>]... [--key <公钥 PEM>]...',
  options: { detached: { type: 'string', multiple: true }, key: { type: 'string', multiple: true } },
  positionals: [0, 1],
  run: async (call) => {
    const { values, positionals, io } = call;
    if (positionals.length > 0) {
      io.err(NOT_YET);
      return EXIT.refused;
    }
    const given = (values.key ?? []).map(keyIn);
    const unreadable = given.find((key) => typeof key === 'string');
    if (unreadable !== undefined) {
      io.err(`公钥文件 ${unreadable} 无法读取，应为 PEM 格式的 Ed25519 或 SM2 公钥。`);
      return EXIT.refused;
    }
    return withSystem(call, async (system) => {
      const keys = openJournalKeys(call.config, system.secrets);
      if ('refused' in keys) {
        io.err(keys.message);
        return EXIT.failed;
      }
      const trusted = [...trustedKeys(keys), ...given.filter((key) => typeof key !== 'string')];
      return say(call, await verifyLive(system, trusted, values.detached ?? []));
    });
  },
});

/** One snapshot of the live database, and the files of detached months beside it. */
async function verifyLive(
  { database }: System,
  trusted: readonly PublicKey[],
  files: readonly string[],
): Promise<Verified | Break> {
  try {
    const months = new Map<string, OpenMonth>();
    for (const file of files) {
      const month = await openMonth(file, trusted);
      months.set(month.header.month, month);
    }
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
  const found = 'code' in outcome ? outcome : outcome.broken;
  const document = 'code' in outcome ? { broken: outcome } : outcome;
  if (json) io.out(JSON.stringify({ verified: found === null, ...document }));
  else if (found !== null) io.out(`不符：${placeOf(found)}${found.said}。`);
  else if (!('code' in outcome)) io.out(sentenceOf(outcome));
  return found === null ? EXIT.done : EXIT.failed;
}

function placeOf({ position, entryId }: Break): string {
  const parts = [
    ...(position === undefined ? [] : [`第 ${position} 位`]),
    ...(entryId === undefined ? [] : [`条目 ${entryId}`]),
  ];
  return parts.length === 0 ? '' : `${parts.join('、')}：`;
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
