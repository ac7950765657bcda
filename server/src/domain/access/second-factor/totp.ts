import { Secret, TOTP } from 'otpauth';

/** What every authenticator app does: SHA-1, 30 seconds, six digits (RFC 6238; apps ignore other wishes). */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** A phone may be half a minute early or late (RFC 6238, 5.2). */
export const STEPS_EITHER_SIDE = 1;
/** 160 bits (RFC 4226, 4 R6). */
export const SECRET_BYTES = 20;
const CODE = /^\d{6}$/;

function totpOf(secret: Buffer, label = ''): TOTP {
  return new TOTP({
    issuer: '公信',
    label,
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: STEP_SECONDS,
  });
}

/** What an authenticator app reads from the picture, and what a person types where there is no camera. */
export function enrolmentOf(secret: Buffer, label: string): { uri: string; key: string } {
  const totp = totpOf(secret, label);
  return { uri: totp.toString(), key: totp.secret.base32 };
}

/** The time step whose code it is, or undefined where it is none of the present one and its neighbours. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | undefined {
  const token = code.replace(/[\s-]/g, '');
  if (!CODE.test(token)) return undefined;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token, timestamp, window: STEPS_EITHER_SIDE });
  return delta === null ? undefined : Math.floor(timestamp / (STEP_SECONDS * 1000)) + delta;
}

/** The code of a moment, as the app shows it. */
export function codeAt(secret: Buffer, moment: Date): string {
  return totpOf(secret).generate({ timestamp: moment.getTime() });
}
