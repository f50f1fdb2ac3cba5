import { DataSource, type EntityTarget, type ObjectLiteral } from 'typeorm';

/** The application's one connection pool. It signs in as `plumbline_app` and never changes the schema. */
export const createDataSource = (url: string, entities: readonly EntityTarget<ObjectLiteral>[]): DataSource =>
  new DataSource({
    type: 'postgres',
    url,
    entities: [...entities] as never,
    synchronize: false,
    migrationsRun: false,
    logging: false,
    extra: { max: 20, application_name: 'plumbline', statement_timeout: 120_000, idle_in_transaction_session_timeout: 120_000 },
    poolErrorHandler: () => undefined,
  });
