import { Global, Module } from '@nestjs/common';
import { ContentInForce } from './content-in-force.service.js';
import { ContentService } from './content.service.js';
import { IndicesInForce } from './indices-in-force.service.js';
import { ManualsInForce } from './manuals-in-force.service.js';
import { MethodsInForce } from './methods-in-force.service.js';
import { RiskBasis } from './risk-basis.service.js';
import { TranslationsInForce } from './translations-in-force.service.js';

const SERVICES = [ContentInForce, ContentService, IndicesInForce, ManualsInForce, MethodsInForce, RiskBasis, TranslationsInForce];

@Global()
@Module({ providers: SERVICES, exports: SERVICES })
export class ContentModule {}
