import { openPool } from '../../platform/db/index.ts';
import { isRefusal } from '../../platform/errors.ts';
import { answerChecks } from './answer-check.ts';
import { fixtureCatalogue } from './catalogue-fixture.ts';
import { matterInForce } from './matter-in-force.ts';

/** For `killed.test.ts`: answers checks without end and says each that was answered, until somebody kills it. */
const pool = openPool(process.argv[2] ?? '', { size: 4, log: () => {} });
const answerCheck = answerChecks(pool);
const law = matterInForce(fixtureCatalogue(), 'land');
const CALLERS = 16;

async function askForEver(): Promise<never> {
  for (;;) {
    const now = new Date();
    const subjects = [{ code: '91990100MA0000010A' }];
    const answer = await answerCheck({ actor: 'key:1', purpose: 'land', now }, law, { matter: 'land', subjects });
    if (!isRefusal(answer)) process.stdout.write(`${answer.checkId}\n`);
  }
}

await Promise.all(Array.from({ length: CALLERS }, askForEver));
