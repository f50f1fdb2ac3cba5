import { Body, Controller, Get, HttpCode, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { PutRelationshipDto } from './relationships.dto.js';
import { RelationshipsService } from './relationships.service.js';
import { NewSiteDto, SiteView } from './sites.dto.js';
import { SitesService } from './sites.service.js';
import { ChangeSupplierDto, NewSupplierDto, SuppliersPage, SuppliersQuery, SupplierView } from './suppliers.dto.js';
import { SuppliersService } from './suppliers.service.js';

@ApiTags('Suppliers')
@Controller('suppliers')
export class SuppliersController {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly sites: SitesService,
    private readonly relationships: RelationshipsService,
  ) {}

  /** Suppliers by name or by the risk of their worst site. */
  @Get()
  @Allow('admin', 'officer', 'auditor')
  @ApiOkResponse({ type: SuppliersPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: SuppliersQuery): Promise<Page<SupplierView>> {
    return this.suppliers.list(actor, query);
  }

  /** A new company. What is assessed are its sites: add one next. */
  @Post()
  @Allow('admin', 'officer')
  create(@CurrentActor() actor: PersonActor, @Body() body: NewSupplierDto): Promise<SupplierView> {
    return this.suppliers.create(actor, body);
  }

  /** One supplier, with its worst site's score. */
  @Get(':id')
  @Allow('admin', 'officer', 'auditor')
  read(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SupplierView> {
    return this.suppliers.read(actor, id);
  }

  /** Changes what is sent, and leaves the rest. */
  @Patch(':id')
  @Allow('admin', 'officer')
  change(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: ChangeSupplierDto): Promise<SupplierView> {
    return this.suppliers.change(actor, id, body);
  }

  /** Takes a supplier out of the work; everything about it is kept. */
  @Post(':id/archive')
  @Allow('admin', 'officer')
  @HttpCode(200)
  archive(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SupplierView> {
    return this.suppliers.archive(actor, id);
  }

  /** Takes an archived supplier up again. */
  @Post(':id/restore')
  @Allow('admin', 'officer')
  @HttpCode(200)
  restore(@CurrentActor() actor: PersonActor, @IdParam() id: string): Promise<SupplierView> {
    return this.suppliers.restore(actor, id);
  }

  /** A new site of the supplier; it is scored from its profile at once. */
  @Post(':id/sites')
  @Allow('admin', 'officer')
  addSite(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: NewSiteDto): Promise<SiteView> {
    return this.sites.create(actor, id, body);
  }

  /** What we buy and who answers for it, as a whole: what is left out is emptied. */
  @Put(':id/relationship')
  @Allow('admin', 'officer')
  putRelationship(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Body() body: PutRelationshipDto): Promise<SupplierView> {
    return this.relationships.put(actor, id, body);
  }
}
