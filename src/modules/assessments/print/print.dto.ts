import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { LanguageQuery } from '../../../platform/http/language.dto.js';

export class PrintQuery extends LanguageQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'Whether the answers given so far stand beside the questions.' })
  @IsOptional()
  @IsIn(['true', 'false'])
  answers?: 'true' | 'false';
}
