import { proposeVersion, readCatalogueFolder } from '../domain/catalogue/index.ts';
import { effectsOfVersion } from '../domain/records/index.ts';
import { parseDate } from '../kernel/dates.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { differenceText } from './difference-text.ts';
import { refuseUnnamed } from './named-person.ts';
import { withSystem } from './open-system.ts';
import { verb } from './verb.ts';

export const cataloguePropose = verb({
  name: 'catalogue propose',
  summary: '提出目录的新版本,由另一人确认后于指定日期启用',
  usage: '<目录文件夹> --in-force-from <日期> --actor <姓名> --reason <理由>',
  options: { 'in-force-from': { type: 'string' }, reason: { type: 'string' } },
  positionals: [1, 1],
  run: async (call) => {
    const { values, positionals, actor } = call;
    const unnamed = refuseUnnamed(call);
    if (unnamed !== null) return printRefusal(call, unnamed);
    const inForceFrom = parseDate(values['in-force-from'] ?? '');
    if (inForceFrom === null) {
      const detail = '请用 --in-force-from 写明生效日期，如 2026-12-01。';
      return printRefusal(call, refuse('invalid-request', detail, { field: 'in-force-from' }));
    }
    const [folder = ''] = positionals;
    const read = await readCatalogueFolder(folder);
    if (!read.ok) return printRefusal(call, refuse('unreadable', `${read.file}：${read.message}`));
    return withSystem(call, async (system) => {
      const proposed = await write(system.pool, system.clock, (trx, now) =>
        proposeVersion(
          trx,
          { actor, purpose: 'catalogue-propose', now },
          { entries: read.entries, inForceFrom, reason: values.reason ?? '' },
          effectsOfVersion,
        ),
      );
      if (isRefusal(proposed)) return printRefusal(call, proposed);
      const { proposalId, digest, dryRun } = proposed;
      return print(
        call,
        proposed,
        `${differenceText(dryRun)}\n提案编号 ${proposalId}，变化摘要 ${digest}。由另一人以 gongxin catalogue confirm ${proposalId} 确认。`,
      );
    });
  },
});
