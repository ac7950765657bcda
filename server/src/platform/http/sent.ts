import type { Readable } from 'node:stream';

/** An answer that is no JSON: a page, a workbook, a picture. */
export type Sent = {
  sent: true;
  status: number;
  contentType: string;
  body: string | Buffer | Readable;
  headers: Record<string, string>;
};

export function send(
  contentType: string,
  body: string | Buffer | Readable,
  options: { status?: number; fileName?: string; headers?: Record<string, string> } = {},
): Sent {
  const headers = { ...options.headers };
  if (options.fileName !== undefined) headers['content-disposition'] = attachment(options.fileName);
  return { sent: true, status: options.status ?? 200, contentType, body, headers };
}

export function redirect(location: string, status: 302 | 303 | 308 = 303): Sent {
  return { sent: true, status, contentType: 'text/plain; charset=utf-8', body: '', headers: { location } };
}

export function isSent(value: unknown): value is Sent {
  return (
    typeof value === 'object' && value !== null && 'sent' in value && value.sent === true && 'contentType' in value
  );
}

/** RFC 6266: the name in UTF-8, and an ASCII one for readers that know no other. */
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^A-Za-z0-9._-]/g, '_');
  const utf8 = encodeURIComponent(fileName).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`;
}
