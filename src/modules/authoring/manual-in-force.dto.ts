import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength } from 'class-validator';
import { ManualNameDto, ManualNameView, ProblemView } from './manual-name.dto.js';

const CONFIRM =
  'Ids of questions that read differently in the manual in force so far and still mean the same: answers given to the other words are kept.';

export class PutInForceDto extends ManualNameDto {
  @ApiPropertyOptional({ description: CONFIRM })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  confirmWording?: string[];
}

export class ToShippedQuery {
  @ApiPropertyOptional({ type: String, description: `${CONFIRM} Separated by commas.` })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMaxSize(1_000)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  confirmWording?: string[];
}

/** The manual by which the tenant's rounds are sent and its sites scored. */
export class ManualInForceView extends ManualNameView {
  sha256: string;
  family: string;

  @ApiProperty({ enum: ['shipped', 'own'] })
  origin: string;

  @ApiProperty({ type: String, nullable: true, description: 'Id of the person who chose it; null: nobody has, it is the shipped one.' })
  chosenBy: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  chosenAt: string | null;

  /** What it cannot decide, or leaves behind. */
  warnings: ProblemView[];
}
