import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsUUID, Min } from 'class-validator';
import { TranslatedPageQuery } from '../../platform/http/language.dto.js';

export class FindingsQuery extends TranslatedPageQuery {
  /** `open` or `closed`. */
  @IsOptional()
  @IsIn(['open', 'closed'])
  state?: string;

  /** `critical`, `major` or `minor`. */
  @IsOptional()
  @IsIn(['critical', 'major', 'minor'])
  severity?: string;

  /** Only findings of the site with this id. */
  @IsOptional()
  @IsUUID()
  siteId?: string;

  /** Only findings of the supplier with this id. */
  @IsOptional()
  @IsUUID()
  supplierId?: string;

  /** `true`: only those of zero tolerance; `false`: only the others. */
  @IsOptional()
  @IsIn(['true', 'false'])
  zeroTolerance?: string;

  /** `held` or `released` to the supplier. */
  @IsOptional()
  @IsIn(['held', 'released'])
  visibility?: string;
}

export class VersionDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The version that was read.' })
  @IsInt()
  @Min(1)
  version: number;
}

/** Something wrong at a site. */
export class FindingView {
  id: string;
  siteId: string;
  siteName: string;
  supplierId: string;

  /** The manual's rule: a red flag's id, `<question>.failed`, `<question>.undetermined` or `<question>.gap`; of a signal `signal.<id>.<ground>`. */
  ruleId: string;

  /** null: it is about no question of the manual. */
  questionId: string | null;

  /** Id of the signal that showed it. */
  signalId: string | null;

  /** The signal was taken back since. The finding stays open all the same, until people verify that it is settled. */
  signalWithdrawn: boolean;

  /** `red_flag`, `failed_control`, `undetermined`, `say_do_gap` or `signal`. */
  kind: string;

  /** `critical`, `major` or `minor`. */
  severity: string;

  /** What it counts as in the score: `major` for a critical one while a repayment plan agreed with the workers runs. */
  countsAs: string;

  zeroTolerance: boolean;

  /** A case adds points to the score until it is closed with verification; other findings have lowered the controls already. */
  isCase: boolean;

  title: string;

  /** `open` or `closed`. */
  state: string;

  /** `held` findings do not exist for the supplier. */
  visibility: string;

  /** Where it came from: `assessment:<id>`, `verification:<action id>`, `signal:<id>` or `silence`. */
  source: string;

  @ApiProperty({ format: 'date-time' })
  openedAt: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  closedAt: string | null;

  /** Id of the person who closed it. */
  closedBy: string | null;

  /** Id of its corrective action. */
  actionId: string | null;

  @ApiProperty({ type: 'integer', description: 'Send it back with a change, so that two people cannot overwrite each other.' })
  version: number;
}

export class FindingsPage {
  items: FindingView[];

  /** Hand it back as `after` to read the following page; null on the last. */
  next: string | null;
}
