import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { DraftContentsService } from './draft-contents.service.js';
import { DraftReviewService } from './draft-review.service.js';
import {
  DraftBodyDto,
  DraftChapterDto,
  DraftProblemsView,
  DraftQuestionDto,
  DraftsPage,
  DraftSummaryView,
  DraftView,
  NewDraftDto,
  PublishDto,
  PublishedView,
  RevisionQuery,
} from './drafts.dto.js';
import { DraftsService } from './drafts.service.js';
import { PublishingService } from './publishing.service.js';

/** A manual of 300 questions in seven languages. */
const WHOLE_MANUAL = 4_194_304;

@ApiTags('Authoring')
@Controller('manual-drafts')
export class DraftsController {
  constructor(
    private readonly drafts: DraftsService,
    private readonly contents: DraftContentsService,
    private readonly reviews: DraftReviewService,
    private readonly publishing: PublishingService,
  ) {}

  /** Drafts of the tenant's own manuals, the latest begun first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: DraftsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: PageQuery): Promise<Page<DraftSummaryView>> {
    return this.drafts.list(actor, query);
  }

  /** Begins a draft: a copy of a shipped or own version, or an empty manual. */
  @Post()
  @Allow('admin', 'officer')
  create(@CurrentActor() actor: PersonActor, @Body() body: NewDraftDto): Promise<DraftSummaryView> {
    return this.drafts.create(actor, body);
  }

  /** One draft with all that is written in it. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<DraftView> {
    return this.drafts.read(actor, id);
  }

  /** Replaces all that is written in it. What is missing may be missing until it is published. */
  @Put(':id')
  @Allow('admin', 'officer')
  @RouteConfig({ bodyLimit: WHOLE_MANUAL })
  replace(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: DraftBodyDto): Promise<DraftSummaryView> {
    return this.contents.replace(actor, id, body);
  }

  /** Deletes the draft; published versions stay. */
  @Delete(':id')
  @Allow('admin', 'officer')
  @HttpCode(204)
  remove(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { revision }: RevisionQuery): Promise<void> {
    return this.drafts.remove(actor, id, revision);
  }

  /** Adds a chapter, replaces it or moves it. */
  @Put(':id/chapters/:chapter')
  @Allow('admin', 'officer')
  putChapter(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('chapter') chapter: string,
    @Body() body: DraftChapterDto,
  ): Promise<DraftSummaryView> {
    return this.contents.putChapter(actor, id, chapter, body);
  }

  /** Removes a chapter with its questions. */
  @Delete(':id/chapters/:chapter')
  @Allow('admin', 'officer')
  removeChapter(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('chapter') chapter: string,
    @Query() { revision }: RevisionQuery,
  ): Promise<DraftSummaryView> {
    return this.contents.removeChapter(actor, id, chapter, revision);
  }

  /** Adds a question to a chapter, replaces it or moves it. */
  @Put(':id/questions/:question')
  @Allow('admin', 'officer')
  putQuestion(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('question') question: string,
    @Body() body: DraftQuestionDto,
  ): Promise<DraftSummaryView> {
    return this.contents.putQuestion(actor, id, question, body);
  }

  /** Removes a question. */
  @Delete(':id/questions/:question')
  @Allow('admin', 'officer')
  removeQuestion(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('question') question: string,
    @Query() { revision }: RevisionQuery,
  ): Promise<DraftSummaryView> {
    return this.contents.removeQuestion(actor, id, question, revision);
  }

  /** Everything that keeps it from being published, at once, each with its place. */
  @Get(':id/problems')
  @Allow('admin', 'officer', 'auditor')
  problems(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<DraftProblemsView> {
    return this.reviews.problems(actor, id);
  }

  /** Publishes it: from now on the version never changes. */
  @Post(':id/publish')
  @Allow('admin', 'officer')
  @HttpCode(200)
  publish(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: PublishDto): Promise<PublishedView> {
    return this.publishing.publish(actor, id, body);
  }
}
