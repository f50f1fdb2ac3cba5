import { DomainError } from './domain/shared/domain-error.js';
import { ConfigError } from './platform/config/config-error.js';

const HELP = `plumbline: supply-chain due diligence against labour exploitation

  plumbline serve [--no-worker]        the API, with workers unless told otherwise
  plumbline worker                     workers only (with DATABASE_URL)
  plumbline migrate                    bring a database up to date (DATABASE_ADMIN_URL) and load the content
  plumbline demo [--suppliers FILE.csv] [--json] [--out DIR]
                                       the whole main job on a throw-away database
  plumbline manual check [FOLDER] [--json]
                                       everything that is wrong with a manual
  plumbline manual import FILE [--check] [--json] [--out FOLDER] [--id ID] [--title TITLE] [--language en]
                                       a workbook, a spreadsheet questionnaire, JSON or YAML becomes a folder of YAML;
                                       with --check it is looked at and nothing is written
  plumbline manual export [FOLDER|FILE] [--out FILE.xlsx]
                                       a manual as a workbook to edit and import again
  plumbline indices check FILE [--json] [--index ID] [--edition 2026] [--year 2026] [--source TEXT] [--licence TEXT]
                                       what is wrong with an edition of an index, and what it changes against the shipped one
  plumbline score replay RECEIPTS… [--json]
                                       compute scores again from their receipts alone: files (one, a list, a line each),
                                       folders, or - for standard input; exit code 1 where one comes out otherwise
`;

type Command = (args: readonly string[]) => Promise<number>;

/** Each command loads only what it needs. */
const COMMANDS: Readonly<Record<string, Command>> = {
  serve: async (args) => (await import('./processes/serve.command.js')).serve(args),
  worker: async () => (await import('./processes/work.command.js')).work(),
  migrate: async () => (await import('./processes/migrate.command.js')).migrateCommand(),
  demo: async (args) => (await import('./processes/demo.command.js')).demo(args),
  'manual check': async (args) => (await import('./processes/manual-check.command.js')).checkManual(args),
  'manual import': async (args) => (await import('./processes/manual-import.command.js')).importManual(args),
  'manual export': async (args) => (await import('./processes/manual-export.command.js')).exportManual(args),
  'indices check': async (args) => (await import('./processes/indices-check.command.js')).checkIndexFile(args),
  'score replay': async (args) => (await import('./processes/score-replay.command.js')).replayScores(args),
};

/** Runs one command. @returns the exit code: 0 done, 1 refused or something found, 2 not understood */
async function run(argv: readonly string[]): Promise<number> {
  const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((candidate) => COMMANDS[candidate] !== undefined);
  const command = name === undefined ? undefined : COMMANDS[name];
  if (name === undefined || command === undefined) {
    const asked = argv.includes('--help') || argv.includes('-h');
    (asked ? process.stdout : process.stderr).write(HELP);
    return asked ? 0 : 2;
  }
  try {
    return await command(argv.slice(name.split(' ').length));
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS') === true ? 2 : 1;
  }
}

/** What a person can act on is told in a sentence; a fault of ours with where it happened. */
function sentenceOf(error: unknown): string {
  if (error instanceof ConfigError || error instanceof DomainError) return error.message;
  if (error instanceof TypeError && 'code' in error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : 'Something went wrong.';
}

process.exitCode = await run(process.argv.slice(2));
