import { fileURLToPath } from 'node:url';
import { documentFolder } from '../domain/catalogue/index.ts';
import { today } from '../kernel/dates.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { BUNDLED_FOLDER } from './bundled-catalogue.ts';
import { EXIT, verb } from './verb.ts';

/** Where the pages of the bundled catalogue are kept beside it. */
const PAGES_FOLDER = fileURLToPath(new URL('../../../docs', import.meta.url));

export const catalogueDocs = verb({
  name: 'catalogue docs',
  summary: '由目录生成说明页(类别和字段、措施对照表)',
  usage: '[--check] [存放的文件夹](默认为 docs);--check 只核对,不写入',
  options: { check: { type: 'boolean' } },
  positionals: [0, 1],
  run: async ({ positionals, values, io, json }) => {
    const check = values.check === true;
    const result = await documentFolder(BUNDLED_FOLDER, positionals[0] ?? PAGES_FOLDER, {
      check,
      today: today(systemClock()),
    });
    io.out(json ? JSON.stringify({ outcome: result.outcome, files: result.files }) : result.text);
    return result.outcome === 'written' || result.outcome === 'equal' ? EXIT.done : EXIT.failed;
  },
});
