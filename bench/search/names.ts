import { composeUscc } from '../../server/src/kernel/codes.ts';
import { bigrams, nameKey, pinyinInitials } from '../../server/src/kernel/text.ts';
import { copyRows } from '../../server/src/platform/db/copy-rows.ts';
import { withClient } from '../../server/src/platform/db/pool.ts';
import type { Transaction } from '../../server/src/platform/db/write.ts';

const PLACES = ['青禾', '云杉', '白露', '石榴', '北陌', '长亭', '松涧', '澄江口'];
const WORDS = ['恒泰', '瑞丰', '弘毅', '众诚', '博晟', '金穗', '新湖', '宏远'];
const TRADES = ['食品', '物流', '科技', '商贸', '医药', '印务', '装饰', '建筑工程'];
const BODY = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const RECORDED = '2026-01-01T00:00:00Z';
const ROWS_A_COPY = 20_000;

/** Names as a register holds them: a few words in ever new combinations, a number to tell them apart. */
export async function buildNames(ownerUrl: string, count: number): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    const trx = client as unknown as Transaction;
    for (let from = 0; from < count; from += ROWS_A_COPY) {
      const names = Array.from({ length: Math.min(ROWS_A_COPY, count - from) }, (_, at) => named(from + at));
      await copyRows(
        trx,
        'subject',
        'subject_id, code, standing, kind, name, name_key, region, recorded_at, changed_at',
        names.map(({ code, name, key }) => [
          code,
          code,
          'registered',
          'enterprise',
          name,
          key,
          '990100',
          RECORDED,
          RECORDED,
        ]),
      );
      await copyRows(
        trx,
        'subject_name',
        'subject_id, name_key, name, standing, bigrams, initials, recorded_at',
        names.map(({ code, name, key }) => [
          code,
          key,
          name,
          'current',
          `{${bigrams(key)
            .map((pair) => JSON.stringify(pair))
            .join(',')}}`,
          pinyinInitials(name),
          RECORDED,
        ]),
      );
    }
    await client.query('vacuum analyze subject, subject_name');
  });
}

function named(nth: number): { code: string; name: string; key: string } {
  const pick = (from: readonly string[], divisor: number) => from[Math.floor(nth / divisor) % from.length] ?? '';
  const name = `${pick(PLACES, 1)}${pick(WORDS, 8)}第${nth}号${pick(TRADES, 64)}有限公司`;
  let left = nth;
  let body = '';
  for (let at = 0; at < 6; at += 1) {
    body = BODY.charAt(left % BODY.length) + body;
    left = Math.floor(left / BODY.length);
  }
  return { name, code: composeUscc('91990100', `MA${body}`), key: nameKey(name) };
}
