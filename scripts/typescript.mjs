/** Lets threads that tests start run TypeScript as it stands: `node --import ./scripts/typescript.mjs …`. Threads inherit it. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
