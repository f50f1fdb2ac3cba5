import { Module } from '@nestjs/common';
import { OverridesBeside } from './overrides-beside.service.js';
import { OverridesController } from './overrides.controller.js';
import { OverridesService } from './overrides.service.js';

/** Depends on the content alone, so that everyone who shows a score can show what an officer judges beside it. */
@Module({ controllers: [OverridesController], providers: [OverridesService, OverridesBeside], exports: [OverridesBeside] })
export class OverridesModule {}
