import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { IdentityModule } from '../identity/identity.module.js';
import { AccessGuard } from './access.guard.js';

@Module({ imports: [IdentityModule, AssessmentsModule], providers: [{ provide: APP_GUARD, useClass: AccessGuard }] })
export class AccessModule {}
