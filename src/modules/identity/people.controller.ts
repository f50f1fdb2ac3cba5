import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import { RateLimitGuard } from '../../platform/http/rate-limit.guard.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningService } from './joining.service.js';
import { AcceptInvitationDto, ChangeRoleDto, InvitationView, InviteDto, PeoplePage, PeopleQuery, PersonView } from './people.dto.js';
import { PeopleService } from './people.service.js';
import { PersonErasureService } from './person-erasure.service.js';

@ApiTags('People')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly invitations: InvitationsService,
    private readonly joining: JoiningService,
    private readonly erasure: PersonErasureService,
  ) {}

  /** The people of the organisation, in order of joining. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: PeoplePage })
  list(@CurrentActor() actor: PersonActor, @Query() query: PeopleQuery): Promise<Page<PersonView>> {
    return this.people.list(actor, query);
  }

  /** Invites someone by e-mail; once more, if they have not come yet. */
  @Post('invitations')
  @Allow('admin')
  invite(@CurrentActor() actor: PersonActor, @Body() body: InviteDto): Promise<InvitationView> {
    return this.invitations.invite(actor, body);
  }

  /** Accepts an invitation with the token from the mail, and chooses a password. */
  @Post('invitations/accept')
  @Allow('public')
  @UseGuards(RateLimitGuard)
  @HttpCode(200)
  accept(@Body() body: AcceptInvitationDto): Promise<PersonView> {
    return this.joining.accept(body);
  }

  /** One person. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<PersonView> {
    return this.people.read(actor, id);
  }

  /** Gives a person another role, from their next request on. */
  @Patch(':id')
  @Allow('admin')
  changeRole(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangeRoleDto): Promise<PersonView> {
    return this.people.changeRole(actor, id, body);
  }

  /** Shuts a person out at once; disabling twice is no error. */
  @Post(':id/disable')
  @Allow('admin')
  @HttpCode(200)
  disable(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<PersonView> {
    return this.people.disable(actor, id);
  }

  /** Lets a disabled person in again. */
  @Post(':id/enable')
  @Allow('admin')
  @HttpCode(200)
  enable(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<PersonView> {
    return this.people.enable(actor, id);
  }

  /** Erases a person: name, address and password become unreadable everywhere and for good, and what they did stays in the log. */
  @Delete(':id')
  @Allow('admin')
  @HttpCode(204)
  erase(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<void> {
    return this.erasure.erase(actor, id);
  }
}
