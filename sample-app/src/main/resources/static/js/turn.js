// One answer in the chat, from its first piece to its last mark.

import { element, mark, write } from './dom.js';
import * as words from './words.js';

const BADGES = {
  answered: null,
  'fell-back': 'Fell back',
  degraded: 'Degraded',
  cut: 'Cut off',
  failed: 'No answer',
  stopped: 'Stopped',
};

const tried = (attempt) => (attempt.failure ? `${attempt.model} ${words.kind(attempt.failure)}` : `${attempt.model} answered`);

export class Turn {

  constructor(chain) {
    this.chain = chain;
    this.failed = [];
    this.whole = '';
    this.began = performance.now();
    this.who = element('strong', { class: 'who', text: 'Waiting' });
    this.badge = element('span', { class: 'badge', hidden: true });
    this.aside = element('span', { class: 'aside' });
    this.text = element('p', { class: 'text' });
    this.verdict = element('p', { class: 'verdict', hidden: true });
    this.trail = element('p', { class: 'trail' });
    this.node = element('article', { class: 'turn answer', 'aria-busy': 'true', 'data-outcome': 'waiting' },
      element('header', {}, this.who, this.badge, this.aside), this.text, this.verdict, this.trail);
  }

  take(event) {
    ({ attempt: () => this.attempt(event), piece: () => this.piece(event), done: () => this.done(event),
      error: () => this.error(event) })[event.type]?.();
  }

  attempt(event) {
    this.failed.push(event);
    if (this.whole === '') {
      write(this.aside, this.failed.map((each) => `${each.model}: ${words.kind(each.kind)}`).join(' · '));
    }
  }

  piece(event) {
    if (this.whole === '') {
      write(this.who, event.model ?? 'No model');
      mark(this.node, 'outcome', 'streaming');
      write(this.aside, '');
    }
    this.whole += event.text;
    this.text.append(event.text);
  }

  done(event) {
    const missed = [...new Set(event.attempts.filter((each) => each.failure).map((each) => each.model))];
    const asides = {
      answered: '',
      'fell-back': missed.length ? `stood in for ${missed.join(', ')}` : 'the first choice was out',
      degraded: `no model could answer: ${words.kind(event.kind)}`,
    };
    this.end(event.outcome, event.model ?? 'No model', asides[event.outcome] ?? '', event.attempts);
    if (event.outcome === 'degraded') {
      this.judge('This is a substitute, not the answer of a model.');
    }
  }

  error(event) {
    if (event.cut) {
      const why = event.kind === 'invalid-response' ? 'the stream ended too early' : words.kind(event.kind);
      this.cut(`${event.model} broke off: ${why}. This is not the whole answer.`, event.model,
        event.attempts);
    } else {
      const wait = event.retryAfter ? ` Try again in ${words.countdown(event.retryAfter * 1000)}.` : '';
      this.end('failed', 'Nobody', '', event.attempts ?? []);
      this.judge(`No model could answer: ${words.kind(event.kind)}.${wait}`);
    }
  }

  cut(why, model, attempts = []) {
    this.end('cut', model ?? this.who.textContent, '', attempts);
    this.judge(why);
  }

  /** Somebody pressed stop. */
  stop() {
    this.end('stopped', this.whole === '' ? 'Nobody' : this.who.textContent, '', []);
    this.judge(this.whole === '' ? 'Stopped before the first word.' : 'Stopped. This is not the whole answer.');
  }

  /** The request did not get through, or its answer ended without an end. */
  broken(why) {
    if (this.whole === '') {
      this.end('failed', 'Nobody', '', []);
      this.judge(why);
    } else {
      this.cut(`${why} This is not the whole answer.`, null);
    }
  }

  get ended() {
    return this.node.getAttribute('aria-busy') === 'false';
  }

  end(outcome, who, aside, attempts) {
    this.outcome = outcome;
    this.model = who;
    mark(this.node, 'outcome', outcome);
    mark(this.node, 'model', who);
    write(this.who, who);
    const badge = BADGES[outcome];
    this.badge.hidden = !badge;
    write(this.badge, badge ?? '');
    write(this.aside, aside);
    const took = words.length(performance.now() - this.began);
    const trail = attempts.length > 0 ? attempts.map(tried).join(' → ') : 'no attempt';
    write(this.trail, `${this.chain} · ${trail} · ${took}`);
    this.node.setAttribute('aria-busy', 'false');
  }

  judge(text) {
    this.verdict.hidden = false;
    write(this.verdict, text);
  }

  /** For those who hear the page. */
  get summary() {
    const badge = BADGES[this.outcome];
    return [this.model, badge, this.aside.textContent, this.verdict.textContent].filter(Boolean).join(', ');
  }

}
