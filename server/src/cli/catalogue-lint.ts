import { lintFolder } from '../domain/catalogue/index.ts';
import { today } from '../kernel/dates.ts';
import { systemClock } from '../platform/clock/clock.ts';
import { BUNDLED_FOLDER } from './bundled-catalogue.ts';
import { EXIT, verb } from './verb.ts';

export const catalogueLint = verb({
  name: 'catalogue lint',
  summary: '检查目录文件能否启用,列出全部问题',
  usage: '[目录文件夹](默认为随附的 catalogue)',
  options: {},
  positionals: [0, 1],
  run: async ({ positionals, io, json }) => {
    const { findings, text } = await lintFolder(positionals[0] ?? BUNDLED_FOLDER, today(systemClock()));
    io.out(json ? JSON.stringify({ findings }) : text);
    return findings.length === 0 ? EXIT.done : EXIT.failed;
  },
});
