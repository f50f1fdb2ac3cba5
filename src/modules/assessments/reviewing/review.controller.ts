import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../../platform/auth/actor.js';
import { Allow } from '../../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../../platform/db/pages.js';
import { IdParam } from '../../../platform/http/id-param.js';
import { LanguageQuery } from '../../../platform/http/language.dto.js';
import { ReviewView } from '../assessments.dto.js';
import { AnswerChangesView, ChangesQuery } from './review-changes.dto.js';
import { ReviewChangesService } from './review-changes.service.js';
import { ReviewConfirmationService } from './review-confirmation.service.js';
import { ReviewDeskView } from './review-desk.dto.js';
import { ReviewDeskService } from './review-desk.service.js';
import { HintsView } from './review-hints.dto.js';
import { ReviewHintsService } from './review-hints.service.js';
import { CommentDto, ReviewEntriesPage, ReviewEntryView, ThreadsQuery } from './review-threads.dto.js';
import { ReviewThreadsService } from './review-threads.service.js';

/** What an officer looks at before deciding, and says without deciding. */
@ApiTags('Assessments')
@Controller('assessments/:id')
export class ReviewController {
  constructor(
    private readonly desk: ReviewDeskService,
    private readonly changes: ReviewChangesService,
    private readonly hints: ReviewHintsService,
    private readonly threads: ReviewThreadsService,
    private readonly confirmation: ReviewConfirmationService,
  ) {}

  /** Question by question: this answer, the earlier one, files, hints, the review so far and what was said. */
  @Get('review')
  @Allow('admin', 'officer', 'auditor')
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ type: ReviewDeskView })
  review(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<ReviewDeskView> {
    return this.desk.read(actor, id, language);
  }

  /** What the last submission says that an earlier one did not. */
  @Get('changes')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: AnswerChangesView })
  changed(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { since }: ChangesQuery): Promise<AnswerChangesView> {
    return this.changes.list(actor, id, since);
  }

  /** What may be worth a question. Never a verdict, never counted, never shown to the supplier. */
  @Get('hints')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: HintsView })
  hinted(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { language }: LanguageQuery): Promise<HintsView> {
    return this.hints.list(actor, id, language);
  }

  /** Everything said about answers in review, newest first. */
  @Get('threads')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ReviewEntriesPage })
  said(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ThreadsQuery): Promise<Page<ReviewEntryView>> {
    return this.threads.list(actor, id, query);
  }

  /** Says something about an answer without deciding: to the supplier, or among ourselves. */
  @Post('comments')
  @Allow('admin', 'officer')
  @ApiCreatedResponse({ type: ReviewEntryView })
  comment(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: CommentDto): Promise<ReviewEntryView> {
    return this.threads.comment(actor, id, body);
  }

  /** A second person confirms what a report says of a question that can raise a red flag; it counts from then on. */
  @Post('reviews/:question/confirm')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: ReviewView })
  confirm(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Param('question') question: string): Promise<ReviewView> {
    return this.confirmation.confirm(actor, id, question);
  }
}
