import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Catalogue } from './model.ts';
import { bundledCatalogue } from './testing/bundled.ts';
import type { Fields } from './values.ts';
import { windowsFor } from './windows.ts';

let catalogue: Catalogue;
before(async () => {
  catalogue = await bundledCatalogue();
});
const windows = (category: string, fields: Fields, confirmedOn?: string) =>
  windowsFor(catalogue, { category, authority: '11990100MBJEDWW93U', fields }, confirmedOn);
const fined = (yuan: string, more: Fields = {}): Fields => ({
  kinds: ['罚款'],
  fine: yuan,
  content: '罚款',
  decidedOn: '2026-01-31',
  ...more,
});

describe('a penalty', () => {
  it('of general severity is public for twelve months and repairable after three, which end on the last of April', () => {
    assert.deepEqual(windows('penalty', fined('20000.00')), {
      publicFrom: '2026-01-31',
      publicUntil: '2027-01-31',
      usableFrom: '2026-01-31',
      usableUntil: '2029-01-31',
      severity: 'general',
      reason: 'severity',
      repairableFrom: '2026-04-30',
    });
  });

  it('decided on a leap day counts its years to the last of February', () => {
    const { publicUntil } = windows('penalty', { kinds: ['责令关闭'], content: '责令关闭', decidedOn: '2024-02-29' });
    assert.equal(publicUntil, '2027-02-28');
  });

  it('of minor severity is not public, and usable', () => {
    const { publicFrom, usableFrom, reason } = windows('penalty', fined('3000.00'));
    assert.deepEqual(
      { publicFrom, usableFrom, reason },
      { publicFrom: null, usableFrom: '2026-01-31', reason: 'minor' },
    );
  });

  it('is of the class of the first rule that holds', () => {
    assert.equal(windows('penalty', fined('2000000.00')).severity, 'serious');
    assert.equal(windows('penalty', fined('1999999.99')).severity, 'general');
    assert.equal(windows('penalty', fined('3000.01')).severity, 'general');
    assert.equal(windows('penalty', fined('0.00', { kinds: ['警告', '吊销许可证件'] })).severity, 'serious');
    assert.equal(windows('penalty', { kinds: ['警告'], decidedOn: '2026-01-31' }).severity, 'minor');
  });

  it('that cannot be classed is not published and waits', () => {
    for (const kinds of [['罚款'], ['其他：责令改正'], []]) {
      const { publicFrom, publicUntil, severity, reason } = windows('penalty', { kinds, decidedOn: '2018-05-01' });
      assert.deepEqual([publicFrom, publicUntil, severity, reason], [null, null, null, 'unclassed']);
    }
  });

  it('is classed by its authority where the table cannot class it', () => {
    const { severity, publicUntil } = windows('penalty', {
      kinds: ['其他：责令改正'],
      severity: '一般',
      decidedOn: '2026-05-01',
    });
    assert.deepEqual([severity, publicUntil], ['general', '2027-05-01']);
  });

  it('has the shorter window where its authority and the table differ, whichever says so', () => {
    const harsher = windows('penalty', fined('20000.00', { severity: '严重' }));
    assert.deepEqual(
      [harsher.severity, harsher.publicUntil, harsher.reason],
      ['general', '2027-01-31', 'severity-conflict'],
    );
    const milder = windows('penalty', fined('2000000.00', { severity: '一般' }));
    assert.deepEqual(
      [milder.severity, milder.publicUntil, milder.reason],
      ['general', '2027-01-31', 'severity-conflict'],
    );
    assert.equal(windows('penalty', fined('20000.00', { severity: '轻微' })).publicFrom, null);
  });

  it('is not public for longer because its 处罚有效期 is', () => {
    assert.equal(windows('penalty', fined('20000.00', { validUntil: null })).publicUntil, '2027-01-31');
    assert.equal(windows('penalty', fined('20000.00', { validUntil: '2040-01-01' })).publicUntil, '2027-01-31');
  });
});

describe('a record that ends on the day it names', () => {
  it('is public to that day, and without end where none is named', () => {
    const licence = (validUntil: string | null) => windows('licence', { decidedOn: '2026-03-14', validUntil });
    assert.deepEqual([licence('2031-06-30').publicUntil, licence('2031-06-30').reason], ['2031-06-30', 'field']);
    assert.equal(licence(null).publicUntil, null);
  });

  it('of a list lasts no longer than three years, nor than the list allows', () => {
    const listed = (listType: string, validUntil: string | null) =>
      windows('serious-dishonesty', { listType, decidedOn: '2026-02-28', validUntil });
    assert.equal(listed('重大税收违法失信主体', '2040-01-01').publicUntil, '2029-02-28');
    assert.equal(listed('重大税收违法失信主体', '2027-01-01').publicUntil, '2027-01-01');
    assert.equal(listed('重大税收违法失信主体', null).usableUntil, '2029-02-28');
    assert.equal(listed('海关失信企业', '2029-02-28').usableUntil, '2028-02-28');
  });
});

describe('a record that ends by condition', () => {
  it('leaves when it is not reconfirmed, and stays for as long as it is', () => {
    const entry = { listType: '失信被执行人', decidedOn: '2025-08-31', validUntil: null };
    assert.deepEqual(windows('judgment-default', entry).publicUntil, '2026-02-28');
    assert.deepEqual(windows('judgment-default', entry, '2026-03-01').usableUntil, '2026-09-01');
  });

  it('leaves on the day the decision names where that is earlier', () => {
    const entry = { listType: '失信被执行人', decidedOn: '2025-08-31', validUntil: '2025-12-01' };
    assert.equal(windows('judgment-default', entry).publicUntil, '2025-12-01');
  });
});

describe('other records', () => {
  it('of the register have no end', () => {
    const { publicFrom, publicUntil, usableUntil, reason } = windows('registration', { foundedOn: '2008-09-28' });
    assert.deepEqual([publicFrom, publicUntil, usableUntil, reason], ['2008-09-28', null, null, 'endless']);
  });

  it('of a year count from its last day', () => {
    const { usableFrom, usableUntil } = windows('tax-grade-a', { year: '2025' });
    assert.deepEqual([usableFrom, usableUntil], ['2025-12-31', '2027-04-30']);
  });
});
