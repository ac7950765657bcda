import { writeFile } from 'node:fs/promises';
import { catalogueInForce, templateOf } from '../domain/catalogue/index.ts';
import { today } from '../kernel/dates.ts';
import { withSystem } from './open-system.ts';
import { EXIT, verb } from './verb.ts';

export const catalogueTemplate = verb({
  name: 'catalogue template',
  summary: '生成一个信息类别的填报模板（下拉列表和填报说明）',
  usage: '<信息类别> <模板.xlsx>',
  options: {},
  positionals: [2, 2],
  run: async (call) => {
    const [code = '', path = ''] = call.positionals;
    return withSystem(call, async (system) => {
      const catalogue = await catalogueInForce(system.pool, today(system.clock()));
      const category = catalogue.category(code);
      if (category === undefined) {
        const known = catalogue.categories().map((one) => `${one.code} ${one.name}`);
        call.io.err(`目录中没有信息类别“${code}”，可用的有：${known.join('、')}`);
        return EXIT.refused;
      }
      await writeFile(path, await templateOf(category, catalogue));
      call.io.out(
        call.json ? JSON.stringify({ category: code, file: path }) : `已写入“${category.name}”的模板 ${path}`,
      );
      return EXIT.done;
    });
  },
});
