import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collect } from '../read-all.ts';
import { raggedParser } from './ragged-parser.ts';

test('records of any length are read, and no error is made of them', async () => {
  const parser = raggedParser(',');
  parser.end('标题\n甲,1,2\n\n乙,3\n"丙,丁",4,5,6\n');
  assert.deepEqual(await collect(parser), [['标题'], ['甲', '1', '2'], [''], ['乙', '3'], ['丙,丁', '4', '5', '6']]);
  assert.equal(parser.info.invalid_field_length, 0);
});
