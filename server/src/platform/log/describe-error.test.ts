import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeError } from './describe-error.ts';

const fromDatabase = (code: string) =>
  Object.assign(new Error('invalid input syntax for type date: "李四"'), {
    severity: 'ERROR',
    code,
    detail: 'Key (name)=(李四) already exists.',
    where: 'COPY row, line 3: "李四"',
    constraint: 'agency_pkey',
    table: 'agency',
  });

test('of a database error the code, constraint and place remain, and nothing that quotes a row', () => {
  for (const code of ['22007', '23505']) {
    const described = describeError(fromDatabase(code));
    assert.equal(described.message, `SQLSTATE ${code}`);
    assert.deepEqual([described.constraint, described.table], ['agency_pkey', 'agency']);
    assert.ok(described.frames.some((frame) => frame.includes('describe-error.test')));
    assert.doesNotMatch(JSON.stringify(described), /李四/);
  }
});

test('a mistake of ours keeps its sentence', () => {
  const error = Object.assign(new Error('relation "agncy" does not exist'), { severity: 'ERROR', code: '42P01' });
  assert.match(describeError(error).message, /agncy/);
});

test('what was compared, parsed or thrown is not repeated, and causes are told to a bound', () => {
  let assertion: unknown;
  try {
    assert.equal('李四', '王五');
  } catch (error) {
    assertion = error;
  }
  let chain: Error = new Error('李四');
  for (let depth = 0; depth < 10; depth++) chain = new Error(`step ${depth}`, { cause: chain });
  for (const thrown of [assertion, new SyntaxError('Unexpected "李四"'), '李四', { name: '李四' }, undefined, chain]) {
    assert.doesNotMatch(JSON.stringify(describeError(thrown)), /李四/);
  }
});
