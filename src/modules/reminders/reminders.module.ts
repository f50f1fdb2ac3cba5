import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { MailModule } from '../mail/mail.module.js';
import { DueRemindersSweep } from './due-reminders.sweep.js';
import { ExtensionDecisionsService } from './extension-decisions.service.js';
import { ExtensionsController } from './extensions.controller.js';
import { ExtensionsService } from './extensions.service.js';
import { LinkMessageController } from './link-message.controller.js';
import { LinkMessageService } from './link-message.service.js';
import { OwnExtensionsController } from './own-extensions.controller.js';
import { OwnExtensionsService } from './own-extensions.service.js';
import { ReminderLettersService } from './reminder-letters.service.js';
import { SendRemindersWorker } from './send-reminders.worker.js';
import { TellExtensionWorker } from './tell-extension.worker.js';

/** Rounds that wait for their answers: reminders, more time, and a link to share. */
@Module({
  imports: [AssessmentsModule, MailModule],
  controllers: [ExtensionsController, OwnExtensionsController, LinkMessageController],
  providers: [
    DueRemindersSweep,
    ExtensionDecisionsService,
    ExtensionsService,
    LinkMessageService,
    OwnExtensionsService,
    ReminderLettersService,
    SendRemindersWorker,
    TellExtensionWorker,
  ],
})
export class RemindersModule {}
