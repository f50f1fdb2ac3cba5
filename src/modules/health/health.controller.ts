import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { LivenessView, ReadinessView } from './health.dto.js';
import { HealthService } from './health.service.js';

@ApiTags('Health')
@Controller('health')
@Allow('public')
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** Whether the process answers at all. */
  @Get('live')
  live(): LivenessView {
    return { status: 'live' };
  }

  /** Whether requests can be served: the database and the queue answer, and every migration has run. */
  @Get('ready')
  @ApiOkResponse({ type: ReadinessView })
  @ApiServiceUnavailableResponse({ type: ReadinessView, description: 'Not ready; `parts` says which part is not.' })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadinessView> {
    const readiness = await this.health.readiness();
    void reply.status(readiness.status === 'ready' ? 200 : 503).header('cache-control', 'no-store');
    return readiness;
  }
}
