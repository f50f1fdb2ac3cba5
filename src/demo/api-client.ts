/** A refusal of the API, with its problem document. */
export class ApiRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The product's own HTTP API, as any other program would use it. */
export class ApiClient {
  constructor(
    private readonly base: string,
    private readonly token: string | null = null,
  ) {}

  as(token: string): ApiClient {
    return new ApiClient(this.base, token);
  }

  get<T>(path: string): Promise<T> {
    return this.json('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.json('POST', path, body);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.json('PUT', path, body);
  }

  async upload<T>(
    path: string,
    fields: Readonly<Record<string, string>>,
    file: { readonly name: string; readonly type: string; readonly content: Uint8Array<ArrayBuffer> },
  ): Promise<T> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([file.content], { type: file.type }), file.name);
    return (await (await this.send('POST', path, form)).json()) as T;
  }

  async text(path: string): Promise<string> {
    return (await this.send('GET', path)).text();
  }

  /** Every item of a paged list. */
  async all<T>(path: string): Promise<readonly T[]> {
    const items: T[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: PageOf<T> = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=200${after === '' ? '' : `&after=${after}`}`);
      items.push(...page.items);
      after = page.next;
    }
    return items;
  }

  private async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.send(method, path, body === undefined ? undefined : JSON.stringify(body));
    const text = await answer.text();
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }

  private async send(method: string, path: string, body?: string | FormData): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.token !== null) headers['authorization'] = `Bearer ${this.token}`;
    if (typeof body === 'string') headers['content-type'] = 'application/json';
    const answer = await fetch(`${this.base}/api/v1${path}`, { method, headers, body: body ?? null });
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as { code?: string; title?: string; problems?: unknown };
    throw new ApiRefusal(
      answer.status,
      problem.code ?? 'UNKNOWN',
      `${method} ${path}: ${answer.status} ${problem.code ?? ''} ${problem.title ?? ''} ${JSON.stringify(problem.problems ?? [])}`,
    );
  }
}
