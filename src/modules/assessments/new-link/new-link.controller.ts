import { Body, Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { ApiAcceptedResponse, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { RateLimitGuard } from '../../../platform/http/rate-limit.guard.js';
import { AskedForLinkView, AskForLinkDto } from './new-link.dto.js';
import { NewLinkService } from './new-link.service.js';

/** For someone whose link opens nothing any more. */
@ApiTags('Respond')
@Controller('respond/new-link')
export class NewLinkController {
  constructor(private readonly links: NewLinkService) {}

  /** Has a new link sent to the contact to whom the old one was sent, where that may be; the answer is always the same. */
  @Post()
  @HttpCode(202)
  @Allow('public')
  @UseGuards(RateLimitGuard)
  @ApiAcceptedResponse({ type: AskedForLinkView })
  async ask(@Body() { token }: AskForLinkDto): Promise<AskedForLinkView> {
    await this.links.ask(token);
    return {
      message:
        'If this link may be renewed, a new one is on its way to the address at which its owner was written to; at most one an hour.',
    };
  }
}
