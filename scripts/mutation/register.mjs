/** `node --import ./scripts/mutation/register.mjs`: TypeScript as it stands, and tests without Jest. */
import { register } from 'node:module';

register('../typescript-hooks.mjs', import.meta.url);
register('./hooks.mjs', import.meta.url);
