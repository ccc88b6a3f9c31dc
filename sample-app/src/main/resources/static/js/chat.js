// The conversation: sends what is written, shows what comes.

import { announce, byId, complain, element } from './dom.js';
import { lines } from './http.js';
import { Turn } from './turn.js';

const SUGGESTIONS = ['Where is my parcel?', 'When do you open?', 'Tell me a story about a theatre.'];

/** Tells conversations apart, and nothing else. */
const conversation = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

export class Chat {

  constructor({ chain, onAnswer }) {
    this.chain = chain;
    this.onAnswer = onAnswer;
    this.id = conversation();
    this.talk = byId('talk');
    this.message = byId('message');
    this.button = byId('send');
    byId('composer').addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
    this.message.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        this.submit();
      }
    });
    this.message.addEventListener('input', () => this.fit());
    byId('suggestions').append(...SUGGESTIONS.map((text) => {
      const button = element('button', { type: 'button', text });
      button.addEventListener('click', () => this.ask(text));
      return button;
    }));
  }

  submit() {
    if (this.running) {
      this.running.abort();
      return;
    }
    const text = this.message.value.trim();
    if (text !== '') {
      this.message.value = '';
      this.fit();
      this.ask(text);
    }
  }

  async ask(text) {
    if (this.running) {
      return;
    }
    if (!this.chain()) {
      complain('The application has not told its chains yet.');
      return;
    }
    this.begin();
    const turn = new Turn(this.chain());
    this.talk.append(element('p', { class: 'turn question', text }), turn.node);
    this.talk.scrollTop = this.talk.scrollHeight;
    this.run(new AbortController());
    try {
      await lines('api/chat', { chain: turn.chain, message: text, conversation: this.id }, this.running.signal,
        (event) => this.follow(() => turn.take(event)));
      if (!turn.ended) {
        turn.broken('The connection ended before the answer did.');
      }
    } catch (error) {
      this.follow(() => (error.name === 'AbortError' ? turn.stop()
        : turn.broken(error instanceof TypeError ? 'The connection to the application broke.' : error.message)));
    }
    this.run(null);
    this.follow(() => {});
    announce(turn.summary);
    this.onAnswer(turn);
  }

  /** What invites to begin goes away, and so would the focus that is in it. */
  begin() {
    const empty = byId('empty');
    if (empty?.contains(document.activeElement)) {
      this.talk.focus({ preventScroll: true });
    }
    empty?.remove();
  }

  run(controller) {
    this.running = controller;
    this.button.textContent = controller ? 'Stop' : 'Send';
    this.button.classList.toggle('primary', !controller);
  }

  /** Stays at the end, unless somebody reads further up. */
  follow(change) {
    const atEnd = this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight < 48;
    change();
    if (atEnd) {
      this.talk.scrollTop = this.talk.scrollHeight;
    }
  }

  fit() {
    this.message.style.height = 'auto';
    this.message.style.height = `${Math.min(this.message.scrollHeight + 2, 160)}px`;
  }

}
