import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from './certificate-fixture.ts';
import { type MailSettings, readMailSettings } from './mail-settings.ts';
import { MAIL_BOUNDS, type Mail, optionsOf, sendMail } from './send-mail.ts';
import { openSmtp, type SmtpServer } from './smtp-fixture.ts';

const MAIL: Mail = {
  id: 'm0123456789abcdef.u0123456789abcdef',
  to: 'bailu@example.cn',
  fromName: '公共信用信息平台',
  subject: '您有一条新消息：信用修复申请已有处理结果，请登录平台查看，这里是很长的标题，须分成几段才能写下',
  text: '第一行\n.一个点开头的行\n最后一行',
  at: new Date('2026-03-02T12:00:00+08:00'),
};
const SHORT = { connect: 300, silence: 300, whole: 600 };

function settingsOf(url: string): MailSettings {
  const settings = readMailSettings(url, 'notice@credit.example.cn');
  assert.ok(typeof settings === 'object', String(settings));
  return settings;
}

test('a mail arrives as it was written, from a machine, under a number of its own', async (t) => {
  const smtp = await openSmtp();
  t.after(() => smtp.close());
  assert.deepEqual(await sendMail(settingsOf(smtp.url), MAIL), { outcome: 'sent', reply: '250 2.0.0 queued' });
  const [taken] = smtp.taken;
  assert.ok(taken !== undefined);
  assert.deepEqual([taken.from, taken.to], ['notice@credit.example.cn', MAIL.to]);
  assert.equal(taken.text.replaceAll('\r\n', '\n').trimEnd(), MAIL.text);
  const told = ['subject', 'from', 'to', 'date', 'message-id', 'auto-submitted', 'content-type'];
  assert.deepEqual(
    told.map((name) => taken.headers.get(name)),
    [
      MAIL.subject,
      '公共信用信息平台 <notice@credit.example.cn>',
      MAIL.to,
      'Mon, 02 Mar 2026 04:00:00 +0000',
      `<${MAIL.id}@credit.example.cn>`,
      'auto-generated',
      'text/plain; charset=utf-8',
    ],
  );
  assert.doesNotMatch(taken.raw, /[^\r\n\t -~]/, 'nothing travels that a seven-bit server would break');
});

test('a no to the recipient or the mail is for good, a later is a later, and neither reply names anybody', async (t) => {
  const says: Record<string, string> = {
    'gone@example.cn': '550 5.1.1 <gone@example.cn> no such user gone',
    'busy@example.cn': '451 4.7.1 greylisted, busy@example.cn please try again',
  };
  const smtp = await openSmtp({
    recipient: (to) => says[to],
    data: (to) => (to === 'li@example.cn' ? '554 5.7.1 looks like spam' : undefined),
  });
  t.after(() => smtp.close());
  const to = async (address: string) => sendMail(settingsOf(smtp.url), { ...MAIL, to: address });
  assert.deepEqual(await to('gone@example.cn'), { outcome: 'refused', reply: '550 5.1.1 <…> no such user …' });
  assert.deepEqual(await to('busy@example.cn'), {
    outcome: 'later',
    reply: '451 4.7.1 greylisted, … please try again',
  });
  assert.deepEqual(await to('li@example.cn'), { outcome: 'refused', reply: '554 5.7.1 looks like spam' });
  assert.equal(smtp.taken.length, 0);
});

test('a server that is away, says goodbye, or finds our password wrong is tried later', async (t) => {
  const closed = await openSmtp();
  await closed.close();
  const away = await sendMail(settingsOf(closed.url), MAIL);
  assert.equal(away.outcome, 'later');
  assert.match(away.reply, /ECONNREFUSED/);
  const strict = await openSmtp({
    server: {
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      authOptional: false,
      onAuth: ({ username, password }, _session, done) =>
        username === 'notice' && password === 'right@word' ? done(null, { user: username }) : done(new Error('wrong')),
    },
  });
  t.after(() => strict.close());
  const as = (user: string) => settingsOf(strict.url.replace('://', `://${user}@`));
  assert.equal((await sendMail(as('notice:wrong'), MAIL)).outcome, 'later');
  assert.equal((await sendMail(settingsOf(strict.url), MAIL)).outcome, 'later');
  assert.equal((await sendMail(as('notice:right%40word'), MAIL)).outcome, 'sent');
});

test('no server keeps a mail longer than its bound, whether it is silent or drips', async (t) => {
  const open = new Set<Socket>();
  const slow = async (speak: (socket: Socket) => void) => {
    const server = createServer((socket) => {
      open.add(socket.on('error', () => {}));
      speak(socket);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    t.after(() => server.close());
    return settingsOf(`smtp://127.0.0.1:${(server.address() as AddressInfo).port}`);
  };
  t.after(() => {
    for (const socket of open) socket.destroy();
  });
  const silent = await slow(() => {});
  const dripping = await slow((socket) => {
    const drop = setInterval(() => socket.write('220-slowly\r\n'), 50);
    socket.on('close', () => clearInterval(drop));
  });
  for (const settings of [silent, dripping]) assert.equal((await sendMail(settings, MAIL, SHORT)).outcome, 'later');
});

test('away from this machine nothing is said in clear, nor to a server whose certificate is nobody’s', async (t) => {
  const plain = await openSmtp();
  const ours = selfSigned();
  const offering = await openSmtp({ server: { ...ours, disabledCommands: ['AUTH'] } });
  const secure = await openSmtp({ server: { ...ours, secure: true, disabledCommands: ['AUTH'] } });
  t.after(() => Promise.all([plain, offering, secure].map((smtp) => smtp.close())));
  for (const smtp of [plain, offering, secure]) {
    const settings = { ...settingsOf(smtp.url), loopback: false, secure: smtp === secure };
    assert.equal((await sendMail(settings, MAIL, SHORT)).outcome, 'later');
    assert.deepEqual([smtp.tried, smtp.taken], [[], []]);
  }
});

test('over STARTTLS and over TLS from the first byte a mail arrives where the certificate is trusted for that name', async (t) => {
  const { key, cert } = selfSigned();
  const tlsToo = { key, cert, disabledCommands: ['AUTH'] };
  const offering = await openSmtp({ server: tlsToo });
  const secure = await openSmtp({ server: { ...tlsToo, secure: true } });
  const trusted = getCACertificates('default');
  t.after(async () => {
    setDefaultCACertificates(trusted);
    await Promise.all([offering.close(), secure.close()]);
  });
  const to = async (smtp: SmtpServer, host: string) => {
    const settings = { ...settingsOf(smtp.url), host, loopback: false, secure: smtp === secure };
    return (await sendMail(settings, MAIL)).outcome;
  };
  assert.deepEqual([await to(offering, 'localhost'), await to(secure, 'localhost')], ['later', 'later']);
  setDefaultCACertificates([...trusted, cert]);
  assert.deepEqual([await to(offering, 'localhost'), await to(secure, 'localhost')], ['sent', 'sent']);
  assert.deepEqual(
    [await to(offering, '127.0.0.1'), await to(secure, '127.0.0.1')],
    ['later', 'later'],
    'another name',
  );
  assert.deepEqual([offering.taken.length, secure.taken.length], [1, 1]);
});

test('an address of the server says how it is spoken to', () => {
  const told = (url: string) => {
    const { secure, requireTLS, ignoreTLS, port, host } = optionsOf(settingsOf(url), MAIL_BOUNDS);
    return [host, port, secure, requireTLS, ignoreTLS];
  };
  assert.deepEqual(told('smtp://mail.example.cn'), ['mail.example.cn', 587, false, true, false]);
  assert.deepEqual(told('smtps://mail.example.cn'), ['mail.example.cn', 465, true, false, false]);
  assert.deepEqual(told('smtp://127.0.0.1:2525'), ['127.0.0.1', 2525, false, false, true]);
  assert.deepEqual(told('smtp://[::1]:25/'), ['::1', 25, false, false, true]);
  // a name that only looks like this machine
  assert.deepEqual(told('smtp://localhost.example.cn'), ['localhost.example.cn', 587, false, true, false]);
  assert.deepEqual(told('smtp://127.example.cn'), ['127.example.cn', 587, false, true, false]);
});

test('a header is one line, or there is no mail', async (t) => {
  const smtp = await openSmtp();
  t.after(() => smtp.close());
  for (const bad of [
    { subject: '标题\r\nBcc: lixia@example.cn' },
    { fromName: '平台\nX: y' },
    { to: 'a@example.cn\r\nRCPT TO:<b@example.cn>' },
    { id: 'm1>\r\nX: y' },
  ])
    await assert.rejects(sendMail(settingsOf(smtp.url), { ...MAIL, ...bad }), assert.AssertionError);
  assert.deepEqual(smtp.tried, []);
});
