/** Waits for Ctrl-C or a stop signal, then ends cleanly; a second signal ends at once. */
export function untilToldToStop(stop: () => Promise<unknown>): Promise<number> {
  return new Promise((resolve, reject) => {
    let stopping = false;
    const onSignal = (): void => {
      if (stopping) process.exit(130);
      stopping = true;
      stop().then(() => resolve(0), reject);
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}
