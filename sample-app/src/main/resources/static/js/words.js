// What ids and kinds are called on the page.

const REASONS = {
  ERROR_THRESHOLD: 'too many failures in a row',
  LOW_SUCCESS_RATE: 'too few successes',
  SLOW: 'too slow',
  RATE_LIMITED: 'rate limited',
  UNAVAILABLE: 'unavailable',
  QUOTA_EXHAUSTED: 'quota used up',
  AUTH_FAILED: 'key refused',
  MODEL_NOT_FOUND: 'unknown to its provider',
  REQUEST_LIMIT: 'request limit reached',
  TOKEN_LIMIT: 'token limit reached',
  BUDGET_EXCEEDED: 'budget spent',
  MAINTENANCE_WINDOW: 'maintenance',
  PROBE_FAILED: 'probe failed',
  MANUAL: 'taken out by hand',
  CAPABILITY: 'not able to',
  CONTEXT_WINDOW: 'text too long for it',
  CONCURRENCY: 'busy',
  DISABLED: 'switched off',
};

const KINDS = {
  timeout: 'took too long',
  'rate-limit': 'rate limited',
  'quota-exhausted': 'quota used up',
  unavailable: 'unavailable',
  'server-error': 'server error',
  'network-error': 'connection broke',
  'auth-error': 'key refused',
  'model-not-found': 'unknown model',
  'context-length': 'text too long',
  'content-filter': 'filtered',
  'invalid-response': 'unusable answer',
  'bad-request': 'request refused',
  cancelled: 'stopped',
  unknown: 'failed',
};

const FAULTS = {
  NONE: 'Provider works',
  DOWN: 'Provider is down',
  SLOW: 'It is slow',
  RATE_LIMITED: 'It limits our rate',
  QUOTA_GONE: 'Our quota is gone',
  WRONG_KEY: 'It refuses our key',
  OVERLOADED: 'It is overloaded',
  HANG: 'It says nothing at all',
  CUT_STREAM: 'It cuts its answers',
  GARBAGE: 'It talks garbage',
  FLAPPING: 'Down and up by turns',
};

const STRATEGIES = {
  priority: 'best first',
  weighted: 'by weight, anew for each call',
  'round-robin': 'in turn',
  healthiest: 'healthiest first',
  fastest: 'fastest first',
  cheapest: 'cheapest first',
  'least-busy': 'least busy first',
};

const RUNGS = { text: 'a text', 'last-good': 'the last good answer', method: 'a method' };

/** Strategies that call the first of the order, and no other, while it can. */
const STEADY = new Set(['priority', 'healthiest', 'fastest', 'cheapest']);

const plain = (name) => String(name).toLowerCase().replaceAll('_', ' ').replaceAll('-', ' ');

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

export const reason = (name) => REASONS[name] ?? plain(name);
export const kind = (name) => KINDS[name] ?? plain(name);
export const fault = (name) => FAULTS[name] ?? capital(plain(name));
export const strategy = (name) => STRATEGIES[name] ?? name;
export const rung = (name) => RUNGS[name] ?? plain(name);
export const isSteady = (name) => STEADY.has(name);

export const percent = (share) => `${Math.round(share * 100)} %`;

export const length = (millis) => (millis < 1000 ? `${Math.round(millis)} ms` : `${(millis / 1000).toFixed(1)} s`);

export const count = (number) => Math.round(number).toLocaleString('en-US');

/** 1 request, 2 requests. */
export const many = (number, what) => `${count(number)} ${what}${number === 1 ? '' : 's'}`;

/** Answers cost fractions of a cent. */
export const money = (dollars) => {
  if (dollars === 0) {
    return '$0';
  }
  return `$${dollars >= 1 ? dollars.toFixed(2) : dollars.toFixed(4)}`;
};

/** How long until then, in the unit that matters. */
export const countdown = (millis) => {
  const seconds = Math.ceil(millis / 1000);
  if (seconds <= 0) {
    return 'now';
  }
  if (seconds < 90) {
    return `${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
};

/** 1d, 1h, week: as people say it. */
export const period = (per) => {
  const units = { s: 'second', m: 'minute', h: 'hour', d: 'day' };
  const match = /^(\d+)([smhd])$/.exec(per);
  if (!match) {
    return per;
  }
  return match[1] === '1' ? units[match[2]] : `${match[1]} ${units[match[2]]}s`;
};
