import type { Contrast, Frame, TextSize } from './model.ts';

/** Every address of the portal, built in one place; the server's routes answer exactly these. */
export const home = '/';
export const publicity = '/publicity';
export const lists = '/lists';
export const catalogue = '/catalogue';
export const corrections = '/corrections';
export const about = '/about';
export const repairGuide = '/guides/repair';
export const objectionGuide = '/guides/objection';
export const reportGuide = '/guides/report';
export const report = '/report';
export const reportState = '/report/state';

export const signIn = '/sign-in';
export const secondFactor = '/sign-in/second-factor';
export const invitations = '/invitations';
export const signOut = '/sign-out';
export const account = '/account';
export const choosePost = '/account/post';
export const changePassword = '/account/password';
export const authenticator = '/account/authenticator';
export const confirmAuthenticator = '/account/authenticator/confirmation';
export const recoveryCodes = '/account/recovery-codes';
export const askOrganisation = '/account/organisations';
export const endSession = '/account/session-end';
export const endSessions = '/account/sessions-end';
export const inbox = '/account/messages';
export const mailAddress = '/account/mail-address';
export const confirmMailAddress = '/account/mail-address/confirmation';
export const removeMailAddress = '/account/mail-address/removal';
export const credit = '/account/credit';
export const ownObjections = '/account/objections';
export const ownCorrections = '/account/corrections';
export const ownRepairs = '/account/repairs';

type Query = Record<string, string | number | null | undefined>;

export function signInWith(provider: string): string {
  return `/sign-in/with/${encodeURIComponent(provider)}`;
}

export function inboxMessage(messageId: string): string {
  return `${inbox}/${encodeURIComponent(messageId)}`;
}

export function inboxAfter(after: string): string {
  return withQuery(inbox, { after });
}

export function objectionStatement(caseId: string): string {
  return `${ownObjections}/${encodeURIComponent(caseId)}/statement`;
}

export function correctionConsent(recordId: string): string {
  return `${ownCorrections}/${encodeURIComponent(recordId)}/consent`;
}

export function correctionConsentEnd(recordId: string): string {
  return `${ownCorrections}/${encodeURIComponent(recordId)}/consent-end`;
}

export function repairProof(caseId: string): string {
  return `${ownRepairs}/${encodeURIComponent(caseId)}/proofs`;
}

export function repairCompletion(caseId: string): string {
  return `${ownRepairs}/${encodeURIComponent(caseId)}/completion`;
}

export function repairWithdrawal(caseId: string): string {
  return `${ownRepairs}/${encodeURIComponent(caseId)}/withdrawal`;
}

export function repairPaper(caseId: string, paperNo: number): string {
  return `/api/v1/repairs/parts/${encodeURIComponent(caseId)}/papers/${paperNo}?format=pdf`;
}

export function ownPaper(caseId: string, paperNo: number): string {
  return `/api/v1/objections/${encodeURIComponent(caseId)}/papers/${paperNo}?format=pdf`;
}

export function search(query: string, after?: string): string {
  return withQuery('/search', { q: query, after });
}

export function subject(codeOrId: string, query: Query = {}): string {
  return withQuery(`/subjects/${encodeURIComponent(codeOrId)}`, query);
}

export function publicityOf(query: Query): string {
  return withQuery(publicity, query);
}

export function list(code: string, query: Query = {}): string {
  return withQuery(`${lists}/${encodeURIComponent(code)}`, query);
}

export function category(code: string): string {
  return `${catalogue}/${encodeURIComponent(code)}`;
}

/** Changes the display and comes back. */
export function display({ address }: Frame, change: { text: TextSize; contrast: Contrast }): string {
  return withQuery('/display', { ...change, back: address });
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === null || value === undefined || value === '' ? [] : [[name, String(value)] as [string, string]],
  );
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
