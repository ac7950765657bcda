import { resolve } from 'node:path';
import { buildCity } from '../demo/build-city.ts';
import { DEMO_PASSWORD, PEOPLE, settlePeople } from '../demo/people.ts';
import { ROLE_NAMES } from '../domain/access/index.ts';
import type { System } from '../system.ts';
import { serveUntilStopped } from './serve.ts';
import { verb } from './verb.ts';

const DEMO_FOLDER = './data-demo';

export const demo = verb({
  name: 'demo',
  summary: '启动演示：虚构的青禾市，有部门、主体、记录和名单',
  usage: '[--port 8080] [--data ./data-demo]',
  options: { port: { type: 'string' }, host: { type: 'string' } },
  positionals: [0, 0],
  run: ({ values, config, io, actor }) => {
    const dataDir = values.data === undefined ? resolve(DEMO_FOLDER) : config.dataDir;
    return serveUntilStopped({ config: { ...config, dataDir }, io, actor }, async (system) => {
      if (await isEmpty(system)) {
        await buildCity(system, io.err);
        await settlePeople(system);
      }
      for (const line of WHERE_TO_LOOK) io.err(line);
    });
  },
});

const WHERE_TO_LOOK = [
  '青禾市的数据全部为虚构。先看这几处：',
  '  /                首页，搜索“青禾”',
  '  /publicity       双公示，按部门和日期，含时效',
  '  /lists           名单：依据、认定单位、如何移出',
  '  /corrections     更正公告：一件经异议撤回的处罚',
  '  /catalogue       信用目录：归集什么、依据何在',
  '  /api/docs        接口说明',
  '  应查未查、断号    另开终端：npx gongxin missed-checks --data ./data-demo，npx gongxin number-gaps --data ./data-demo',
  `  /sign-in         登录，口令都是 ${DEMO_PASSWORD}：`,
  ...PEOPLE.map(({ login, name, role }) => `                   ${login.padEnd(12)} ${name}，${ROLE_NAMES[role]}`),
];

/** A city is built once; the second start shows the same one. */
async function isEmpty({ pool }: System): Promise<boolean> {
  const { rows } = await pool.query<{ empty: boolean }>('select not exists (select from agency) as empty');
  return rows[0]?.empty === true;
}
