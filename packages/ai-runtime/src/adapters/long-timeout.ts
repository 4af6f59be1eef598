/** The longest delay `setTimeout` takes; a longer one fires at once. */
const longestMs = 2 ** 31 - 1;

/** Calls back once `now()` has reached `at` (both in ms). Never keeps the process alive. Disposing cancels it. */
export function startLongTimeout(at: number, now: () => number, callback: () => void): Disposable {
  let timer = arm();
  function arm(): NodeJS.Timeout {
    return setTimeout(fire, Math.min(Math.max(at - now(), 0), longestMs)).unref();
  }
  function fire(): void {
    if (now() >= at) callback();
    else timer = arm();
  }
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}
