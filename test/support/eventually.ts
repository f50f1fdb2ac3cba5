/** Tries until the work no longer throws; what it last threw is thrown when time is up. For what workers do in their own time. */
export async function eventually<T>(work: () => Promise<T> | T, withinMs = 20_000): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
