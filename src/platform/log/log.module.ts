import { Global, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { SETTINGS, type Settings } from '../config/tokens.js';
import { createLog } from './log.js';

export const LOG = Symbol('log');
export type Log = Logger;

@Global()
@Module({
  providers: [{ provide: LOG, inject: [SETTINGS], useFactory: (settings: Settings) => createLog(settings.logLevel) }],
  exports: [LOG],
})
export class LogModule {}
