import type { Secrets } from '../../platform/config/secrets.ts';
import type { Queryable } from '../../platform/db/write.ts';
import type { System } from '../../system.ts';
import type { Act } from '../journal/index.ts';
import type { CatalogueCodes } from './add-agency.ts';

/** What signing in and posts have to ask of slices that come later in the order; handed in by `app.ts`. */
export type Outside = {
  /** The subject that has this 统一社会信用代码, where one is held. */
  findSubjectId: (db: Queryable, code: string) => Promise<string | undefined>;
  /** The natural person of this identity number, where one is held. The number is not kept. */
  findPersonByIdNumber: (trx: Queryable, secrets: Secrets, act: Act, idNumber: string) => Promise<string | undefined>;
  /** What an agency may be registered for. */
  catalogueCodes: (pool: System['pool'], now: Date) => Promise<CatalogueCodes>;
};
