// The first five minutes: ask, break, ask again, mend.

import { byId, element, mark } from './dom.js';
import { setFault } from './cast.js';

const KEY = 'understudy.programme';

const remembered = () => {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
};

const remember = (value) => {
  try {
    localStorage.setItem(KEY, value);
  } catch {
    // Then it is shown again, and no harm is done.
  }
};

export class Programme {

  constructor({ ask }) {
    this.node = byId('programme');
    this.lead = null;
    this.at = 0;
    this.steps = [
      { text: () => 'Ask something', act: () => ask('Where is my parcel?') },
      { text: () => `Break ${this.lead}`, act: () => setFault(this.lead, 'DOWN') },
      { text: () => 'Ask again', act: () => ask('When do you open?') },
      { text: () => `Mend ${this.lead}`, act: () => setFault(this.lead, 'NONE') },
      { text: () => 'Ask once it is back', act: () => ask('Can I return my shoes?') },
    ];
    this.node.hidden = true;
    byId('programme-close').addEventListener('click', () => {
      remember('closed');
      this.node.hidden = true;
    });
  }

  /** The first model of the default chain plays the lead. */
  begin(lead) {
    if (this.lead || !lead || remembered() === 'closed') {
      return;
    }
    this.lead = lead;
    byId('steps').replaceChildren(...this.steps.map((step, i) => {
      step.button = element('button', { type: 'button', class: 'step' },
        element('span', { class: 'rank', 'aria-hidden': 'true', text: String(i + 1) }),
        element('span', { text: step.text() }));
      step.button.addEventListener('click', () => step.act());
      step.node = element('li', {}, step.button);
      return step.node;
    }));
    this.node.hidden = false;
    this.show();
  }

  answered(turn) {
    if (this.at === 0 && ['answered', 'fell-back'].includes(turn.outcome)) {
      this.next();
    } else if (this.at === 2 && turn.outcome === 'fell-back') {
      this.next();
    } else if (this.at === 4 && turn.model === this.lead) {
      this.next();
    }
  }

  update(models) {
    const lead = models.find((model) => model.id === this.lead);
    if (this.at === 1 && lead && lead.fault !== 'NONE') {
      this.next();
    } else if (this.at === 3 && lead && lead.fault === 'NONE') {
      this.next();
    }
  }

  next() {
    this.at += 1;
    this.show();
  }

  show() {
    byId('programme-end').hidden = this.at < this.steps.length;
    this.steps.forEach((step, i) => {
      mark(step.node, 'step', i < this.at ? 'done' : i === this.at ? 'now' : 'later');
      step.button.firstChild.textContent = i < this.at ? '✓' : String(i + 1);
      if (i === this.at) {
        step.button.setAttribute('aria-current', 'step');
      } else {
        step.button.removeAttribute('aria-current');
      }
    });
  }

}
