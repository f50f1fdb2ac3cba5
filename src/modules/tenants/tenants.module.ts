import { Module } from '@nestjs/common';
import { IdentityModule } from '../identity/identity.module.js';
import { TenantBeginnings } from './tenant-beginnings.service.js';
import { TenantDirectoryModule } from './tenant-directory.module.js';
import { TenantsController } from './tenants.controller.js';
import { TenantsService } from './tenants.service.js';

@Module({
  imports: [TenantDirectoryModule, IdentityModule],
  controllers: [TenantsController],
  providers: [TenantBeginnings, TenantsService],
  exports: [TenantsService],
})
export class TenantsModule {}
