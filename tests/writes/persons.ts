import { held } from '../../server/src/domain/subjects/persons/persons-fixture.ts';
import { AGENCIES } from '../cast.ts';
import type { WriteExample } from './example.ts';
import { heldLicence } from './intake.ts';

export const personWrites: readonly WriteExample[] = [
  {
    route: 'POST /api/v1/persons/erasures',
    request: async (scene) => {
      // a person is held for a decision about an organisation that is held, as this licence makes it
      await heldLicence(scene);
      const subjectId = await held(scene.city.system);
      return {
        headers: await scene.as('decider', AGENCIES.credit.code),
        payload: { subjectId, reason: 'decision-void', document: '青税撤〔2026〕1号' },
      };
    },
  },
];
