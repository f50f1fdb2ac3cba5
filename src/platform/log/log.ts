import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { currentRequestId } from './request-context.js';

/** Structured lines on stderr, each with its request id. Bodies, headers and addresses are never handed to it. */
export const createLog = (level: string): Logger =>
  pino(
    { level, base: null, mixin: () => ({ requestId: currentRequestId() }), timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ dest: 2, sync: true }),
  );

/** Lets Nest write through the same log; its start-up chatter is only shown at `debug`. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }
  debug(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }
  verbose(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }
  warn(message: unknown, context?: unknown): void {
    this.target.warn({ context }, String(message));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.target.error({ context: rest }, String(message));
  }
  fatal(message: unknown, context?: unknown): void {
    this.target.fatal({ context }, String(message));
  }
}
