import { Module } from '@nestjs/common';
import { RelationshipStatesController } from './relationship-states.controller.js';
import { RelationshipStatesService } from './relationship-states.service.js';

/** Decisions about relationships with suppliers; what we buy and who answers for it is the suppliers module's. */
@Module({ controllers: [RelationshipStatesController], providers: [RelationshipStatesService] })
export class RelationshipsModule {}
