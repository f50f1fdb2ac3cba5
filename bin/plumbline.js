#!/usr/bin/env node
import('../dist/cli.js').catch((error) => {
  const notBuilt = error.code === 'ERR_MODULE_NOT_FOUND' && String(error.message).includes('dist/cli.js');
  console.error(notBuilt ? 'Plumbline is not built yet: run "node scripts/set-up.mjs --build" first.' : error);
  process.exitCode = 1;
});
