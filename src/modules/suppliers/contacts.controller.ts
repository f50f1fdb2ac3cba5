import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { ContactErasureService } from './contact-erasure.service.js';
import { ChangeContactDto, ContactsPage, ContactsQuery, ContactView, NewContactDto } from './contacts.dto.js';
import { ContactsService } from './contacts.service.js';

@ApiTags('Contacts')
@Controller()
export class ContactsController {
  constructor(
    private readonly contacts: ContactsService,
    private readonly erasure: ContactErasureService,
  ) {}

  /** The people at a supplier, in order of entry. */
  @Get('suppliers/:id/contacts')
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: ContactsPage })
  list(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() query: ContactsQuery): Promise<Page<ContactView>> {
    return this.contacts.list(actor, id, query);
  }

  /** A new person at a supplier. */
  @Post('suppliers/:id/contacts')
  @Allow('admin', 'officer')
  create(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewContactDto): Promise<ContactView> {
    return this.contacts.create(actor, id, body);
  }

  /** One contact. */
  @Get('contacts/:id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<ContactView> {
    return this.contacts.read(actor, id);
  }

  /** Changes what is sent. A new address ends the links that went to the old one. */
  @Patch('contacts/:id')
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangeContactDto): Promise<ContactView> {
    return this.contacts.change(actor, id, body);
  }

  /** The contact is asked nothing more, and the links they hold end. */
  @Post('contacts/:id/archive')
  @Allow('admin', 'officer')
  @HttpCode(200)
  archive(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<ContactView> {
    return this.contacts.archive(actor, id);
  }

  /** Takes an archived contact up again. */
  @Post('contacts/:id/restore')
  @Allow('admin', 'officer')
  @HttpCode(200)
  restore(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<ContactView> {
    return this.contacts.restore(actor, id);
  }

  /** Erases a person for good: name and address become unreadable everywhere, what was done stays told. */
  @Delete('contacts/:id')
  @Allow('admin', 'officer')
  @HttpCode(204)
  erase(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<void> {
    return this.erasure.erase(actor, id);
  }
}
