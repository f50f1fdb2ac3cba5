/** A Redis for one test run: the one that is named, or a private one that is gone afterwards. */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const freePort = () =>
  new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });

const answersPing = (port) =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
    const end = (answered) => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('data', (data) => end(data.toString().startsWith('+PONG')));
    socket.once('error', () => end(false));
  });

const startPrivate = async () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-redis-'));
  const port = await freePort();
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder];
  const server = spawn('redis-server', [...place, '--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'], {
    stdio: 'ignore',
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const killAtExit = () => server.kill('SIGKILL');
  process.once('exit', killAtExit);
  const stop = async () => {
    server.kill('SIGTERM');
    await ended;
    process.off('exit', killAtExit);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await answersPing(port)) return { url: `redis://127.0.0.1:${port}`, stop };
    await pause(100);
  }
  await stop();
  throw new Error('redis-server did not answer within 10 s.');
};

/** `undefined` where there is none to be had. */
export const startRedis = async (url) => {
  if (url !== undefined && url !== '') return { url, stop: async () => undefined };
  return spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status === 0 ? startPrivate() : undefined;
};
