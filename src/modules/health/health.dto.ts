/** The process answers; nothing else is looked at. */
export class LivenessView {
  /** Always `live`. */
  status: string;
}

/** `ok`, or what is the matter. */
export class ReadinessPartsView {
  /** `ok` or `unreachable`. */
  database: string;

  /** `ok`, `missing` while the migrate command has still to be run, or `unknown` without a database. */
  migrations: string;

  /** `ok` or `unreachable`. */
  queue: string;
}

export class ReadinessView {
  /** `ready` or `not_ready`. */
  status: string;

  parts: ReadinessPartsView;
}
