import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { SavedAnswersView } from '../answers.dto.js';

export class ConfirmAnswersDto {
  /** Ids of questions whose carried-over answers still hold. One alone may be any question. Left out where `all` is true. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  questions?: string[];

  /** All visible answers that were carried over still hold. */
  @IsOptional()
  @IsBoolean()
  all?: boolean;
}

export class ConfirmedView extends SavedAnswersView {
  /** Ids of those asked for that cannot be confirmed together with others: confirm or change each on its own. */
  toConfirmOneByOne: string[];
}

export class CopyAnswersDto {
  /** Sites whose open questionnaires are filled in. Left out: all other sites of the supplier. */
  @IsOptional()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  siteIds?: string[];
}

export class CopyOwnAnswersDto extends CopyAnswersDto {
  /** The supplier's assessment whose answers are copied. Left out: the one that the link opens. */
  @IsOptional()
  @IsUUID()
  assessmentId?: string;
}

export class CopiedIntoView {
  siteId: string;

  assessmentId: string;

  /** Ids of the questions whose answers were copied; they wait there to be confirmed or changed. */
  questions: string[];

  /** Ids of questions that the source answers too, and that must be answered for each site on its own. */
  oneByOne: string[];
}

export class NotCopiedView {
  siteId: string;

  @ApiProperty({ enum: ['NO_OPEN_ROUND'] })
  code: string;
}

export class CopiedView {
  copied: CopiedIntoView[];

  /** Sites named that have nothing to fill in. */
  skipped: NotCopiedView[];
}
