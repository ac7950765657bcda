import { encode } from 'uqr';
import type { EnrolmentPage } from '../../../../../web/src/portal/account-model.ts';

const QUIET_MODULES = 2;
const KEY_GROUP = /.{4}(?=.)/g;

/** The secret of an authenticator as a picture for a camera and as text for a keyboard. */
export function enrolmentPage({ uri, key }: { uri: string; key: string }): EnrolmentPage {
  const { size, data } = encode(uri, { border: QUIET_MODULES });
  const path = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { page: 'enrolment', key: key.replace(KEY_GROUP, '$& '), qr: { size, path } };
}
