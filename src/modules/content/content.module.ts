import { Global, Module } from '@nestjs/common';
import { ContentService } from './content.service.js';
import { ManualsInForce } from './manuals-in-force.service.js';
import { TranslationsInForce } from './translations-in-force.service.js';

@Global()
@Module({ providers: [ContentService, ManualsInForce, TranslationsInForce], exports: [ContentService, ManualsInForce, TranslationsInForce] })
export class ContentModule {}
