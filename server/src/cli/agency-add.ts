import { addAgency, RELEASES } from '../domain/access/index.ts';
import { write } from '../platform/db/write.ts';
import { isRefusal } from '../platform/errors.ts';
import { print, printRefusal } from './answer.ts';
import { catalogueCodes } from './bundled-catalogue.ts';
import { withSystem } from './open-system.ts';
import { commaList, EXIT, verb } from './verb.ts';

export const agencyAdd = verb({
  name: 'agency add',
  summary: '登记部门、可报送的信息类别和办理的事项',
  usage:
    '<统一社会信用代码> <名称> --categories a,b [--lists code,..] [--matters m,..] [--release direct|reviewed] [--region R] [--parent C] [--submits-for C,..] [--successor-of C --from DATE]',
  options: {
    categories: { type: 'string' },
    lists: { type: 'string' },
    matters: { type: 'string' },
    release: { type: 'string' },
    region: { type: 'string' },
    parent: { type: 'string' },
    'submits-for': { type: 'string' },
    'successor-of': { type: 'string' },
    from: { type: 'string' },
  },
  positionals: [2, 2],
  run: async (call) => {
    const { values, positionals, io, actor } = call;
    const [uscc = '', name = ''] = positionals;
    const release = RELEASES.find((known) => known === values.release);
    if (values.release !== undefined && release === undefined) {
      io.err(`--release 应为 ${RELEASES.join(' 或 ')}。`);
      return EXIT.refused;
    }
    return withSystem(call, async (system) => {
      const codes = await catalogueCodes(system);
      const added = await write(system.pool, system.clock, (trx, now) =>
        addAgency(
          trx,
          { actor, purpose: 'agency-add', now },
          {
            uscc,
            name,
            categories: commaList(values.categories),
            lists: commaList(values.lists),
            matters: commaList(values.matters),
            submitsFor: commaList(values['submits-for']),
            ...(release === undefined ? {} : { release }),
            ...(values.region === undefined ? {} : { region: values.region }),
            ...(values.parent === undefined ? {} : { parent: values.parent }),
            ...(values['successor-of'] === undefined ? {} : { successorOf: values['successor-of'] }),
            ...(values.from === undefined ? {} : { successorFrom: values.from }),
          },
          codes,
        ),
      );
      if (isRefusal(added)) return printRefusal(call, added);
      const { agency, created, releases } = added;
      return print(
        call,
        { ...agency, created, releases },
        `${created ? '已登记' : '已补充登记'} ${agency.name}(${agency.uscc})。`,
      );
    });
  },
});
