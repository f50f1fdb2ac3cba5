import { Global, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { SETTINGS, type Settings } from '../config/tokens.js';

/** Lets routes that check or set passwords and tokens be called only so often from one address; `@UseGuards(ThrottlerGuard)` names them. */
@Global()
@Module({
  imports: [
    ThrottlerModule.forRootAsync({
      inject: [SETTINGS],
      useFactory: (settings: Settings) => [{ ttl: 60_000, limit: settings.signInsPerMinute }],
    }),
  ],
  exports: [ThrottlerModule],
})
export class RateLimitModule {}
