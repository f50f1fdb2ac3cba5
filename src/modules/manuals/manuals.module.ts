import { Module } from '@nestjs/common';
import { ManualsController } from './manuals.controller.js';
import { ManualsService } from './manuals.service.js';
import { ReferenceService } from './reference.service.js';

@Module({ controllers: [ManualsController], providers: [ManualsService, ReferenceService] })
export class ManualsModule {}
