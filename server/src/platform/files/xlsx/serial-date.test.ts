import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dateOfSerial } from './serial-date.ts';

test('known days of the 1900 system', () => {
  assert.equal(dateOfSerial(1, '1900'), '1900-01-01');
  assert.equal(dateOfSerial(59, '1900'), '1900-02-28');
  assert.equal(dateOfSerial(61, '1900'), '1900-03-01');
  assert.equal(dateOfSerial(45_292, '1900'), '2024-01-01');
  assert.equal(dateOfSerial(45_351, '1900'), '2024-02-29');
  assert.equal(dateOfSerial(2_958_465, '1900'), '9999-12-31');
});

test('known days of the 1904 system', () => {
  assert.equal(dateOfSerial(0, '1904'), '1904-01-01');
  assert.equal(dateOfSerial(43_830, '1904'), '2024-01-01');
  assert.equal(dateOfSerial(2_957_003, '1904'), '9999-12-31');
});

test('a time of day does not change the day', () => {
  assert.equal(dateOfSerial(45_292.999, '1900'), '2024-01-01');
});

test('a number that is no day is no date: the 29 February 1900 that never was, zero, beyond 9999', () => {
  for (const serial of [60, 0, 0.5, -1, 2_958_466]) assert.equal(dateOfSerial(serial, '1900'), null);
  for (const serial of [-1, 2_957_004]) assert.equal(dateOfSerial(serial, '1904'), null);
});

test('from March 1900 on, consecutive numbers are consecutive days, and both systems agree 1462 days apart', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1463, max: 2_958_464 }), (serial) => {
      const day = Date.parse(dateOfSerial(serial, '1900') ?? '');
      assert.equal(Date.parse(dateOfSerial(serial + 1, '1900') ?? '') - day, 86_400_000);
      assert.equal(dateOfSerial(serial - 1462, '1904'), dateOfSerial(serial, '1900'));
    }),
  );
});
