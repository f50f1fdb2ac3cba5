import { Module } from '@nestjs/common';
import { MailModule } from '../mail/mail.module.js';
import { TenantDirectoryModule } from '../tenants/tenant-directory.module.js';
import { AuthController } from './auth.controller.js';
import { FirstAdminService } from './first-admin.service.js';
import { InvitationLettersService } from './invitation-letters.service.js';
import { InvitationsService } from './invitations.service.js';
import { JoiningService } from './joining.service.js';
import { NewPeopleService } from './new-people.service.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleController } from './people.controller.js';
import { PeopleService } from './people.service.js';
import { PersonErasureService } from './person-erasure.service.js';
import { SessionsService } from './sessions.service.js';
import { SignInAttempts } from './sign-in-attempts.service.js';
import { SignInService } from './sign-in.service.js';

@Module({
  imports: [TenantDirectoryModule, MailModule],
  controllers: [AuthController, PeopleController],
  providers: [
    FirstAdminService,
    InvitationLettersService,
    InvitationsService,
    JoiningService,
    NewPeopleService,
    PasswordsService,
    PeopleService,
    PersonErasureService,
    SessionsService,
    SignInAttempts,
    SignInService,
  ],
  exports: [FirstAdminService, PeopleService, SessionsService],
})
export class IdentityModule {}
