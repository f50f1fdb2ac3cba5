import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../bin/plumbline.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running `plumbline` of the built product, as a person starts it. */
export class Command {
  private stdout = '';
  private stderr = '';
  private readonly ended: Promise<Ended>;

  private constructor(private readonly child: ChildProcess) {
    child.stdout?.on('data', (chunk: Buffer) => (this.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    this.ended = new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout: this.stdout, stderr: this.stderr })));
  }

  /** Only what is given here is in its environment: no setting of the machine's steers a test. */
  static start(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Command {
    const env = { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/tmp', LOG_LEVEL: 'error', ...environment };
    return new Command(spawn(process.execPath, [entry, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }

  static run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return Command.start(args, environment).end();
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  end(): Promise<Ended> {
    return this.ended;
  }

  /** Waits until it has said something. @throws when it ends before */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const over = this.ended.then(() => true);
    for (;;) {
      const found = pattern.exec(this.stdout);
      if (found !== null) return found;
      const ended = await Promise.race([over, new Promise<false>((resolve) => setTimeout(resolve, 50, false))]);
      if (ended && pattern.exec(this.stdout) === null)
        throw new Error(`it ended without saying ${pattern}:\n${this.stdout}\n${this.stderr}`);
    }
  }

  interrupt(): Promise<Ended> {
    this.child.kill('SIGINT');
    return this.ended;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.ended;
  }
}
