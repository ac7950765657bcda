/** Which day is number 0 of a workbook: the 1900 system of Excel for Windows, or the 1904 system of old Macs. */
export type DateSystem = '1900' | '1904';

const DAY_MS = 86_400_000;
const DAY_ZERO = { '1900': Date.UTC(1899, 11, 30), '1904': Date.UTC(1904, 0, 1) } as const;

/** Excel shows number 60 as 29 February 1900, a day that never was; before it every number is one day off. */
const LEAP_BUG_SERIAL = 60;

/** 31 December 9999, the last day a spreadsheet knows, in the 1900 system. */
const LAST_SERIAL_1900 = 2_958_465;
const SYSTEM_DISTANCE_DAYS = 1462;

/** The same day's number in the 1900 system. */
export function serialSince1900(serial: number, system: DateSystem): number {
  return system === '1904' ? serial + SYSTEM_DISTANCE_DAYS : serial;
}

/** `YYYY-MM-DD` of a serial number, its time of day dropped; null when it is no day. */
export function dateOfSerial(serial: number, system: DateSystem): string | null {
  let day = Math.floor(serial);
  if (system === '1904') {
    if (day < 0 || day > LAST_SERIAL_1900 - SYSTEM_DISTANCE_DAYS) return null;
  } else {
    if (day < 1 || day === LEAP_BUG_SERIAL || day > LAST_SERIAL_1900) return null;
    if (day < LEAP_BUG_SERIAL) day += 1;
  }
  return new Date(DAY_ZERO[system] + day * DAY_MS).toISOString().slice(0, 10);
}
