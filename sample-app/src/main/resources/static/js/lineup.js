// The order in which the chosen chain would try its models now, who is skipped and why.

import { byId, element, write } from './dom.js';
import * as words from './words.js';

export class Lineup {

  constructor() {
    this.list = byId('lineup');
    this.tally = byId('tally');
    this.title = byId('order-title');
  }

  update(chain) {
    const key = JSON.stringify([chain.name, chain.strategy, chain.order, chain.skipped]);
    if (key !== this.key) {
      this.key = key;
      const nobody = chain.order.length === 0
        ? [element('li', { class: 'nobody', text: 'Nobody can go on' })] : [];
      this.list.replaceChildren(
        ...chain.order.map((id, i) => element('li', { class: 'next', 'data-model': id },
          element('span', { class: 'rank', 'aria-hidden': 'true', text: String(i + 1) }),
          element('span', { text: id }))),
        ...nobody,
        ...Object.entries(chain.skipped).map(([id, reasons]) => element('li', { class: 'skipped', 'data-model': id },
          element('s', { text: id }),
          element('span', { class: 'why', text: `skipped: ${reasons.map(words.reason).join(', ')}` }))));
      write(this.title, `Running order of ${chain.name}: ${words.strategy(chain.strategy)}`);
    }
    const parts = [[chain.answered, 'answered'], [chain.fellBack, 'fell back'], [chain.degraded, 'degraded'],
      [chain.failed, 'failed']].filter(([number]) => number > 0).map(([number, what]) => `${number} ${what}`);
    write(this.tally, chain.calls === 0 ? 'no calls yet' : parts.join(', '));
  }

}
