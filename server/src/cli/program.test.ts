import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runProgram } from './program.ts';
import { commaList, EXIT, type ExitCode, type Io, verb } from './verb.ts';
import { VERBS } from './verbs.ts';

type Ran = { exit: ExitCode; out: string; err: string };
async function run(argv: string[], verbs = VERBS, env: Io['env'] = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const exit = await runProgram(argv, { out: (line) => out.push(line), err: (line) => err.push(line), env }, verbs);
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

const echo = verb({
  name: 'say loud',
  summary: '回显',
  usage: '<词>',
  options: { times: { type: 'string' } },
  positionals: [1, 2],
  run: async ({ io, positionals, values, actor, json, config }) => {
    io.out(JSON.stringify({ positionals, times: values.times, actor, json, port: config.port }));
    return EXIT.done;
  },
});

test('without a verb, or asked for help, the program lists every verb and succeeds', async () => {
  for (const argv of [[], ['help'], ['--help'], ['-h']]) {
    const { exit, out } = await run(argv);
    assert.equal(exit, EXIT.done);
    for (const { name, summary } of VERBS) assert.ok(out.includes(name) && out.includes(summary), name);
  }
  assert.match((await run(['help', 'agency', 'add'])).out, /--categories/);
  assert.match((await run(['agency', 'add', '--help'])).out, /--categories/);
});

test('a verb gets its words, flags, actor and settings', async () => {
  const { exit, out } = await run(['say', 'loud', '喂', '--times', '3', '--actor', '王', '--json'], [echo], {
    GONGXIN_PORT: '9',
  });
  assert.equal(exit, EXIT.done);
  assert.deepEqual(JSON.parse(out), { positionals: ['喂'], times: '3', actor: '王', json: true, port: 9 });
  assert.notEqual(JSON.parse((await run(['say', 'loud', '喂'], [echo])).out).actor, '');
});

test('what cannot be understood is refused with a sentence and the usage on stderr, and nothing on stdout', async () => {
  const wrong = [
    ['sing'],
    ['say'],
    ['say', 'loud'],
    ['say', 'loud', 'a', 'b', 'c'],
    ['say', 'loud', 'a', '--volume'],
    ['say', 'loud', 'a', '--times'],
    ['say', 'loud', 'a', '--actor', ' '],
    ['say', 'loud', 'a', '--log-level', 'loud'],
  ];
  for (const argv of wrong) {
    const { exit, out, err } = await run(argv, [echo]);
    assert.deepEqual([exit, out], [EXIT.refused, ''], argv.join(' '));
    assert.match(err, /gongxin/);
  }
});

test('no two verbs bear one name', () => {
  assert.equal(new Set(VERBS.map(({ name }) => name)).size, VERBS.length);
});

test('a list is read with either comma and without blanks', () => {
  assert.deepEqual(commaList(' a, b，c ,,'), ['a', 'b', 'c']);
  assert.deepEqual(commaList(undefined), []);
});
