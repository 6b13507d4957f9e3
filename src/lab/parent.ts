/**
 * Calls `gone` once when the process that started this one is no more, if that was npm or npx: a signal to npx kills npx
 * alone, and nobody tells the command. Other parents (a shell, nohup) may go as they like. Returns the way to stop watching.
 */
export function watchParent(gone: () => void, env: NodeJS.ProcessEnv = process.env): () => void {
  if (env.npm_command === undefined && env.npm_lifecycle_event === undefined) return () => {};
  const parent = process.ppid;
  // There is no event for it: the number of the parent changes.
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, 100);
  timer.unref();
  return () => clearInterval(timer);
}
