import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { PersonActor } from '../../platform/auth/actor.js';
import { Allow } from '../../platform/auth/allow.decorator.js';
import { CurrentActor } from '../../platform/auth/current-actor.decorator.js';
import type { Page } from '../../platform/db/pages.js';
import { IdParam } from '../../platform/http/id-param.js';
import { TranslatedPageQuery } from '../../platform/http/language.dto.js';
import { chainCsv } from './chain-csv.js';
import {
  ChainQuery,
  ChainView,
  CorridorsPage,
  type CorridorView,
  ProductChainQuery,
  ProductChainsPage,
  ProductChainsQuery,
  type ProductChainSummaryView,
  ProductChainView,
} from './chains.dto.js';
import { ChainsService } from './chains.service.js';
import { ProductChainsService } from './product-chains.service.js';

@ApiTags('Supply')
@Controller()
@Allow('admin', 'officer', 'auditor')
export class ChainsController {
  constructor(
    private readonly chains: ChainsService,
    private readonly products: ProductChainsService,
  ) {}

  /** Who is behind a supplier, step by step, with the circles marked. */
  @Get('suppliers/:id/upstream')
  upstream(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { depth }: ChainQuery): Promise<ChainView> {
    return this.chains.chain(actor, id, 'upstream', depth);
  }

  /** Whom a supplier stands behind. */
  @Get('suppliers/:id/downstream')
  downstream(@CurrentActor() actor: PersonActor, @IdParam() id: string, @Query() { depth }: ChainQuery): Promise<ChainView> {
    return this.chains.chain(actor, id, 'downstream', depth);
  }

  /** Suppliers that make a good, get it or supply it, each with what is on the way to it. */
  @Get('product-chains')
  @ApiOkResponse({ type: ProductChainsPage })
  list(@CurrentActor() actor: PersonActor, @Query() query: ProductChainsQuery): Promise<Page<ProductChainSummaryView>> {
    return this.products.list(actor, query);
  }

  /** Links by which workers come from or through countries with a weak response to trafficking, or from nobody knows where. */
  @Get('labour-corridors')
  @ApiOkResponse({ type: CorridorsPage })
  corridors(@CurrentActor() actor: PersonActor, @Query() query: TranslatedPageQuery): Promise<Page<CorridorView>> {
    return this.products.corridors(actor, query);
  }

  /** What is on the way to a good of one supplier: places, origins, listed goods, labour, and what is not known. */
  @Get('suppliers/:id/products/:good/chain')
  product(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('good') good: string,
    @Query() { language }: ProductChainQuery,
  ): Promise<ProductChainView> {
    return this.products.one(actor, id, good, language);
  }

  /** The same as CSV, a step a line: for a customs file under the UFLPA or the EU Forced Labour Regulation. */
  @Get('suppliers/:id/products/:good/chain.csv')
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' }, description: 'A step a line; lists joined with "; ".' })
  async productCsv(
    @CurrentActor() actor: PersonActor,
    @IdParam() id: string,
    @Param('good') good: string,
    @Query() { language }: ProductChainQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const text = chainCsv(await this.products.one(actor, id, good, language));
    void reply.header('cache-control', 'no-store');
    return new StreamableFile(Buffer.from(text, 'utf8'), {
      type: 'text/csv; charset=utf-8; header=present',
      disposition: 'attachment; filename="plumbline-product-chain.csv"',
    });
  }
}
