/** A worker process of the product, as `plumbline worker` starts it: told by its parent on which database. */
import { MovableClock } from '../../dist/platform/clock/clock.js';
import { startApp } from '../../dist/processes/start-app.js';

process.once('message', async ({ settings }) => {
  const app = await startApp({
    settings: { ...settings, masterKey: Buffer.from(settings.masterKey, 'base64') },
    clock: new MovableClock(),
    listen: null,
    work: true,
  });
  process.on('message', async (asked) => {
    if (asked === 'memory') process.send({ peakRssMb: process.resourceUsage().maxRSS / 1024 });
    if (asked !== 'stop') return;
    await app.close();
    process.disconnect();
  });
  process.send('ready');
});
