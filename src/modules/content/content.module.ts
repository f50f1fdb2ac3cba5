import { Global, Module } from '@nestjs/common';
import { ContentService } from './content.service.js';
import { ManualsInForce } from './manuals-in-force.service.js';

@Global()
@Module({ providers: [ContentService, ManualsInForce], exports: [ContentService, ManualsInForce] })
export class ContentModule {}
