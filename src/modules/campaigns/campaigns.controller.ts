import { Body, Controller, Get, Headers, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PageQuery } from '../../platform/http/page.dto.js';
import { CampaignsPage, CampaignView, NewCampaignDto, PreviewCampaignDto, ResumeCampaignDto } from './campaigns.dto.js';
import { CampaignsService } from './campaigns.service.js';
import { CampaignPreviewView } from './preview.dto.js';
import { PreviewService } from './preview.service.js';
import { CampaignDetailView, CampaignSitesPage, CampaignSitesQuery, type CampaignSiteView, ProgressQuery } from './progress.dto.js';
import { ProgressService } from './progress.service.js';
import { SteeringService } from './steering.service.js';

@ApiTags('Campaigns')
@Controller('campaigns')
export class CampaignsController {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly previews: PreviewService,
    private readonly progress: ProgressService,
    private readonly steering: SteeringService,
  ) {}

  /** Whom a campaign would reach, how deep they would be asked, and who would be left out. Nothing is stored or sent. */
  @Post('preview')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: CampaignPreviewView })
  preview(@CurrentActor() actor: PersonActor, @Body() body: PreviewCampaignDto, @Query() page: PageQuery): Promise<CampaignPreviewView> {
    return this.previews.preview(actor, body, page);
  }

  /** Chooses the sites and returns at once; the rounds are sent by and by. */
  @Post()
  @HttpCode(202)
  @Allow('admin', 'officer')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Makes the same request sent twice one campaign, as `key` does.' })
  @ApiAcceptedResponse({ type: CampaignView })
  create(
    @CurrentActor() actor: PersonActor,
    @Body() body: NewCampaignDto,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<CampaignView> {
    return this.campaigns.create(actor, body, key);
  }

  /** Newest first. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: CampaignsPage })
  list(@CurrentActor() actor: PersonActor, @Query() page: PageQuery): Promise<Page<CampaignView>> {
    return this.progress.list(actor, page);
  }

  /** One campaign with where its sites stand. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: CampaignDetailView })
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ProgressQuery): Promise<CampaignDetailView> {
    return this.progress.read(actor, id, query);
  }

  /** Its sites, each with where it stands and at which question. */
  @Get(':id/sites')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: CampaignSitesPage })
  sites(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: CampaignSitesQuery): Promise<Page<CampaignSiteView>> {
    return this.progress.sites(actor, id, query);
  }

  /** Sends no more, and no reminders either, until it is resumed; what was sent stays open. */
  @Post(':id/pause')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: CampaignView })
  pause(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<CampaignView> {
    return this.steering.pause(actor, id);
  }

  /** Goes on where it was paused. */
  @Post(':id/resume')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: CampaignView })
  resume(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ResumeCampaignDto): Promise<CampaignView> {
    return this.steering.resume(actor, id, body);
  }

  /** Ends it for good: what is not sent yet never is, and what was sent stays open. */
  @Post(':id/close')
  @HttpCode(200)
  @Allow('admin', 'officer')
  @ApiOkResponse({ type: CampaignView })
  close(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<CampaignView> {
    return this.steering.close(actor, id);
  }
}
