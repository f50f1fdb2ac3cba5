import { Module } from '@nestjs/common';
import { TenantDirectory } from './tenant-directory.service.js';

/** Apart from the tenants' module, because identity needs the look-up and sign-up needs identity. */
@Module({ providers: [TenantDirectory], exports: [TenantDirectory] })
export class TenantDirectoryModule {}
