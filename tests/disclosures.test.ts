import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appRoutes } from '../server/src/app.ts';
import { policy } from '../server/src/domain/access/index.ts';
import { httpMetrics } from '../server/src/platform/http/metrics.ts';

/**
 * Every route that answers what is not public: whether it hands out records, and if so how it is remembered who received them,
 * so that a correction reaches them. `remembered`: a row of `record_disclosure`, in the transaction that answers. `derived`: its
 * own log says it. Anything else says why nothing has to be remembered.
 */
const ROUTES: Readonly<Record<string, string>> = {
  'GET /api/v1/subjects/:code': 'remembered',
  'GET /api/v1/subjects/:code/records': 'remembered',
  'GET /api/v1/subjects/:code/reliefs': 'remembered',
  'GET /api/v1/responses/entries': 'remembered',
  'GET /api/v1/governance/missed-checks': 'remembered',
  'GET /api/v1/honours/:caseId/standing': 'remembered',
  'GET /api/v1/repairs/eligibility': 'remembered',
  'GET /api/v1/repairs/upcoming': 'remembered',
  'POST /api/v1/honours/:caseId/check': 'remembered',
  'POST /api/v1/checks': 'derived',
  'POST /api/v1/responses/entries': 'derived',

  // the agency's own: it sent, decided or keeps it
  'GET /api/v1/records/text-reviews': 'records the agency itself submitted',
  'GET /api/v1/intake/batches/:id': 'rows the agency itself sent',
  'GET /api/v1/intake/batches/:id/rejects': 'rows the agency itself sent',
  'GET /api/v1/intake/queue': 'rows that are no record yet',
  'GET /api/v1/cases': 'cases, not records',
  'GET /api/v1/cases/:caseId': 'cases, not records',
  'GET /api/v1/cases/:caseId/evidence/:evidenceNo': 'cases, not records',
  'GET /api/v1/cases/:caseId/papers/:paperNo': 'cases, not records',
  'GET /api/v1/objections': 'to the organisation or person that objected',
  'GET /api/v1/objections/:caseId/papers/:paperNo': 'to the organisation or person that objected',
  'GET /api/v1/repairs/:applicationId': 'cases, not records',
  'GET /api/v1/repairs/returns': 'cases, not records',
  'GET /api/v1/repairs/account': 'counts',
  'GET /api/v1/misconduct-reports': 'reports by anybody, not records',
  'GET /api/v1/misconduct-reports/:reportId': 'reports by anybody, not records',
  'GET /api/v1/listings/:caseId/preview': 'what a decision not yet made would bring',
  'GET /api/v1/corrections/withdrawals': 'ended records by number',
  'GET /api/v1/external-effects': 'ended records by number',

  // numbers and counts that tell no fact of a record
  'GET /api/v1/tasks': 'that something is owed and about whom; what, is read where it is dealt with',
  'GET /api/v1/responses/checks': 'codes of measures that a check has told already',
  'GET /api/v1/responses/account': 'counts',
  'GET /api/v1/governance/number-gaps': 'numbers nobody reported',
  'GET /api/v1/governance/queries': 'questions about findings, by number',
  'GET /api/v1/recalls': 'what the agency received, by number',
  'GET /api/v1/recalls/checks': 'what the agency asked, by number',
  'GET /api/v1/recalls/account': 'counts',
  'GET /api/v1/changes': 'what the system received, by number',
  'GET /account/credit': 'to the organisation about itself',
  'GET /account/repairs': 'to the organisation about itself',
  'GET /api/v1/repairs/parts/:caseId/papers/:paperNo': 'to the organisation about itself',
  'GET /account/messages': 'messages name records by number',
  'GET /account/messages/:messageId': 'messages name records by number',
  'GET /api/v1/messages': 'messages name records by number',
  'GET /api/v1/messages/:messageId': 'messages name records by number',

  // no records at all
  'GET /api/v1/accounts': 'accounts',
  'GET /api/v1/accounts/:accountId': 'accounts',
  'GET /api/v1/posts/:postId/binding': 'accounts',
  'GET /api/v1/posts/waiting': 'accounts',
  'GET /api/v1/api-keys': 'keys',
  'GET /api/v1/webhook-endpoints': 'addresses',
  'GET /api/v1/mail-trouble': 'addresses',
  'GET /api/v1/catalogue/proposals': 'the law',
  'GET /api/v1/catalogue/proposals/:id': 'the law',
  'GET /api/v1/journal/entries': 'the journal',
  'GET /api/v1/journal/entries/:id/inclusion': 'the journal',
  'GET /api/v1/look-ups': 'who looked',
  'GET /api/v1/persons/me': 'to the person alone',
};

test('every route that answers what is not public says whether it hands out records, and how it is remembered who received them', () => {
  const routes = appRoutes(httpMetrics());
  const nameOf = ({ method, url }: { method: string; url: string }) => `${method} ${url}`;
  const asked = routes.filter(
    ({ method, permission, purpose }) =>
      purpose === true || (method === 'GET' && !policy.open(permission) && permission !== 'session.own'),
  );
  const silent = asked.map(nameOf).filter((name) => ROUTES[name] === undefined);
  assert.deepEqual(silent, [], 'say here how it is remembered; see rememberDisclosures of records');
  const all = new Set(routes.map(nameOf));
  const gone = Object.keys(ROUTES).filter((name) => !all.has(name));
  assert.deepEqual(gone, []);
});
