import { sequenceAll } from '../../server/src/domain/journal/journal-fixture.ts';
import { AGENCIES } from '../cast.ts';
import type { WriteExample } from './example.ts';

export const journalWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/journal/heads',
    request: async ({ as, city }) => {
      // a head is of entries that have their place; the founding of the city left some
      await sequenceAll(city.system.pool);
      return { headers: await as('auditor', AGENCIES.credit.code) };
    },
  },
];
