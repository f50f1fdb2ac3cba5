import { Module } from '@nestjs/common';
import { AssessmentsModule } from '../assessments/assessments.module.js';
import { FormsController } from './forms.controller.js';
import { FormsService } from './forms.service.js';
import { FormUploadsService } from './form-uploads.service.js';
import { RespondFormController } from './respond-form.controller.js';

/** Questionnaires as workbooks that are filled in without a connection. */
@Module({
  imports: [AssessmentsModule],
  controllers: [FormsController, RespondFormController],
  providers: [FormsService, FormUploadsService],
})
export class OfflineModule {}
