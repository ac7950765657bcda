import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { lintFolder } from './cli-lint.ts';
import { parseYaml, readCatalogueFolder } from './read-folder.ts';
import { BUNDLED_FOLDER } from './testing/bundled.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}
async function refusal(): Promise<string> {
  const read = await readCatalogueFolder(folder);
  assert(!read.ok);
  return `${read.file}: ${read.message}`;
}

describe('a catalogue folder', () => {
  it('is read file by file, kind and code from the path', async () => {
    await write('matters/land.yaml', 'code: land\n');
    await write('categories/penalty.yaml', 'code: penalty\n');
    await write('README.md', 'not a folder of the catalogue\n');
    const read = await readCatalogueFolder(folder);
    assert(read.ok);
    assert.deepEqual(
      read.entries.map(({ kind, code }) => [kind, code]),
      [
        ['categories', 'penalty'],
        ['matters', 'land'],
      ],
    );
  });

  it('refuses what is no YAML, by file and place', async () => {
    await write('lists/a.yaml', 'code: [a\n');
    assert.match(await refusal(), /^lists\/a\.yaml: 不是有效的 YAML/);
  });

  it('refuses files that are no YAML files, links and oversized ones', async () => {
    await write('lists/a.yml', 'code: a\n');
    assert.match(await refusal(), /应以 \.yaml 结尾/);
    await rm(join(folder, 'lists/a.yml'));
    await symlink('/dev/null', join(folder, 'lists/a.yaml'));
    assert.match(await refusal(), /不是普通文件/);
    await rm(join(folder, 'lists/a.yaml'));
    await write('lists/a.yaml', `code: ${'a'.repeat(256 * 1024)}\n`);
    assert.match(await refusal(), /文件过大/);
  });

  it('refuses a folder that is missing or empty', async () => {
    assert.match(await refusal(), /没有目录文件/);
    const read = await readCatalogueFolder(join(folder, 'nowhere'));
    assert(!read.ok && /没有这个文件夹/.test(read.message));
  });
});

describe('the YAML of the catalogue', () => {
  it('has no duplicate keys, no references, no tags and one document', () => {
    for (const text of ['a: 1\na: 2\n', 'a: &x [1]\nb: *x\n', 'a: !!js/function x\n', 'a: 1\n---\nb: 2\n'])
      assert.equal(parseYaml(text).ok, false, text);
  });

  it('keeps dates as they are written', () => {
    assert.deepEqual(parseYaml('day: 2026-04-01\n'), { ok: true, value: { day: '2026-04-01' } });
  });
});

describe('the verb catalogue lint', () => {
  it('says that the bundled catalogue is sound', async () => {
    const { findings, text } = await lintFolder(BUNDLED_FOLDER, '2026-11-21');
    assert.deepEqual(findings, []);
    assert.match(text, /未发现问题/);
  });

  it('names file, place, rule and remedy of every finding', async () => {
    await write(
      'matters/land.yaml',
      'code: land\nname: 国有土地供应\nbasis: [{clause: a#1, verified: false}]\nsources: []\n',
    );
    const { findings, text } = await lintFolder(folder, '2026-11-21');
    assert.deepEqual(
      findings.map(({ file, code }) => `${file} ${code}`),
      ['matters/land.yaml matter-without-sources', 'policies figure-missing'],
    );
    assert.match(text, /^matters\/land\.yaml \/sources \[matter-without-sources\] 至少要写一项，请补写。/);
  });

  it('finds an unreadable folder, too', async () => {
    assert.equal((await lintFolder(join(folder, 'nowhere'), '2026-11-21')).findings.length, 1);
  });
});
