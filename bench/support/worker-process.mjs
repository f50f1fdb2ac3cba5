import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('worker.mjs', import.meta.url));

/** Runs `work` beside one worker process. @returns what it gave, and the worker's peak of resident memory */
export async function withWorker(settings, work) {
  const child = fork(SCRIPT, { execArgv: process.env.BENCH_WORKER_ARGS?.split(' ') ?? [] });
  try {
    child.send({ settings: { ...settings, masterKey: settings.masterKey.toString('base64') } });
    await once(child, 'message');
    const result = await work();
    child.send('memory');
    const [{ peakRssMb }] = await once(child, 'message');
    return { result, peakRssMb };
  } finally {
    if (child.exitCode === null) {
      const gone = once(child, 'exit');
      child.send('stop');
      await gone;
    }
  }
}
