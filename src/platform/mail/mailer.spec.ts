import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Settings } from '../config/tokens.js';
import { isAddressRefused, Mailer, RecipientRefused } from './mailer.js';

const servers: Server[] = [];
const sockets = new Set<Socket>();
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers) server.close();
});

/** A mail server that answers to every recipient with the same line. */
async function mailServer(toRecipient: string): Promise<string> {
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.write('220 test\r\n');
    let inData = false;
    socket.on('data', (chunk) => {
      for (const line of chunk
        .toString()
        .split('\r\n')
        .filter((text) => text !== '')) {
        if (inData && line !== '.') continue;
        const verb = line.slice(0, 4).toUpperCase();
        const answer = inData
          ? '250 taken'
          : verb === 'RCPT'
            ? toRecipient
            : verb === 'DATA'
              ? '354 go on'
              : verb === 'QUIT'
                ? '221 bye'
                : '250 ok';
        inData = verb === 'DATA';
        socket.write(`${answer}\r\n`);
      }
    });
    socket.on('error', () => undefined);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true`;
}

const letter = { tenantId: 't', recipientId: 'r', mailId: 'm', to: { name: '', address: 'a@b.example' }, subject: 's', text: 't' };
const sendTo = async (answer: string): Promise<unknown> => {
  const settings = { smtpUrl: await mailServer(answer), mailFrom: 'Us <us@example.org>', dataDir: '/nowhere' } as unknown as Settings;
  return new Mailer(settings).send(letter).catch((error: unknown) => error);
};

describe('sending by SMTP', () => {
  it('hands a letter over', async () => {
    expect(await sendTo('250 ok')).toBeUndefined();
  });
  it('tells a mailbox that does not exist from everything that may pass', async () => {
    expect(await sendTo('550 5.1.1 no such user')).toBeInstanceOf(RecipientRefused);
    expect(await sendTo('451 4.7.1 come back later')).not.toBeInstanceOf(RecipientRefused);
  });
  it.each([
    ['550 5.1.1 no such user', 550, true],
    ['552 5.2.2 mailbox full', 552, true],
    ['550 unknown', 550, true],
    ['553 unknown', 553, true],
    ['554 relay access denied', 554, false],
    ['550 5.7.1 your server is on a list', 550, false],
    ['450 4.1.1 not now', 450, false],
  ])('takes "%s" for a refusal of the address or not', (response, responseCode, refused) => {
    expect(isAddressRefused({ command: 'RCPT TO', responseCode, response })).toBe(refused);
    expect(isAddressRefused({ command: 'DATA', responseCode, response })).toBe(false);
  });
});
