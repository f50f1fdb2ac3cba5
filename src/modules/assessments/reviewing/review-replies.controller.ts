import { Body, Controller, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { RespondentActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import { ReplyDto, ThreadEntryView } from './review-threads.dto.js';
import { ReviewThreadsService } from './review-threads.service.js';

/** A supplier's side of what is said about its answers. */
@ApiTags('Respond')
@Controller('respond/threads')
export class ReviewRepliesController {
  constructor(private readonly threads: ReviewThreadsService) {}

  /** Replies to what the buyer said about an answer. */
  @Post(':question')
  @Allow('respondent')
  @ApiCreatedResponse({ type: ThreadEntryView })
  reply(@CurrentActor() actor: RespondentActor, @Param('question') question: string, @Body() body: ReplyDto): Promise<ThreadEntryView> {
    return this.threads.reply(actor, question, body);
  }
}
