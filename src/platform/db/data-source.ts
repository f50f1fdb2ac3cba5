import { DataSource } from 'typeorm';

/**
 * The application’s one connection pool. It signs in as `plumbline_app` and never changes the schema. There are no entities: every statement is
 * written as SQL, set by set.
 */
export const createDataSource = (url: string): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { max: 20, application_name: 'plumbline', statement_timeout: 120_000, idle_in_transaction_session_timeout: 120_000 },
    poolErrorHandler: () => undefined,
  });
