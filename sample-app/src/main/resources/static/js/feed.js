// Attempts and changes as they happen, newest first.

import { byId, element } from './dom.js';
import * as words from './words.js';

const MOST = 80;

const SENTENCES = {
  attempt: (event) => (event.kind
    ? ['failed', `${event.model} failed`, `${words.kind(event.kind)}, after ${words.length(event.millis)}`]
    : ['good', `${event.model} answered`, `in ${words.length(event.millis)}`]),
  'fell-back': (event) => ['moved', `${event.to} steps in for ${event.model}`, words.kind(event.kind)],
  degraded: (event) => ['failed', 'No model could answer', `${words.rung(event.rung)} did instead`],
  exhausted: (event) => ['failed', 'Nobody could answer', words.kind(event.kind)],
  'stood-down': (event) => ['down', `${event.model} stands down`, words.reason(event.reason)],
  recovered: (event) => ['good', `${event.model} is back`, ''],
  limit: (event) => ['down', `${event.model} is close to a limit`, words.reason(event.reason)],
};

const MARKS = { good: '✓', failed: '✕', moved: '↷', down: '↓', note: '·' };

export class Feed {

  constructor() {
    this.list = byId('events');
  }

  clear() {
    this.list.replaceChildren();
  }

  add(event) {
    const sentence = SENTENCES[event.type];
    if (event.missed) {
      this.put('note', `${event.missed} events were left out`, 'this page was too slow', event);
    }
    if (sentence) {
      this.put(...sentence(event), event);
    }
  }

  note(text) {
    this.put('note', text, '', { at: new Date().toISOString() });
  }

  put(tone, what, why, event) {
    const time = new Date(event.at);
    this.list.prepend(element('li', { class: tone, 'data-type': event.type },
      element('time', { datetime: event.at, text: time.toLocaleTimeString('en-GB') }),
      element('span', { class: 'sign', 'aria-hidden': 'true', text: MARKS[tone] }),
      element('span', { class: 'what', text: what }),
      element('span', { class: 'why', text: [why, event.chain].filter(Boolean).join(' · ') })));
    while (this.list.children.length > MOST) {
      this.list.lastChild.remove();
    }
  }

}
