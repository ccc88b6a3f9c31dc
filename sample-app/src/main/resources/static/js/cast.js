// A card for each model: what is known of it, and the switches to break it and to take it out.

import { announce, byId, complain, drawing, element, mark, write } from './dom.js';
import { send } from './http.js';
import { bars, line } from './spark.js';
import * as words from './words.js';

const STATES = { ACTIVE: 'Active', STANDBY: 'Standby', TRIAL: 'In trial' };

const PLACES = { stage: 'On stage', wings: 'In the wings', out: '', elsewhere: 'Not in this chain' };

/** A minute of overviews. */
const SLOTS = 60;

const BARS = 40;

const path = (id, end = '') => `${encodeURIComponent(id)}${end}`;

const flip = (action) => action.catch((error) => complain(error.message));

/** Breaks or mends the simulated provider of a model. */
export const setFault = (id, fault) => flip(send('PUT', `api/simulator/${path(id)}`, { fault }));

const takeOut = (id) => flip(send('PUT', `api/models/${path(id, '/standby')}`));

const putBack = (id) => flip(send('DELETE', `api/models/${path(id, '/standby')}`));

const figure = (name, value, extra) =>
  element('div', { class: 'figure' }, element('dt', { text: name }), element('dd', {}, value, extra));

const replace = (node, next) => {
  node.replaceWith(next);
  return next;
};

class Card {

  constructor(model) {
    this.id = model.id;
    this.rates = [];
    this.standbys = [];
    this.reasonsKey = '';
    this.build(model);
  }

  build(model) {
    const title = `card-${model.id}`;
    this.place = element('span', { class: 'place' });
    this.state = element('span', { class: 'state-word' });
    this.reasons = element('ul', { class: 'reasons' });
    this.score = element('span', { class: 'number' });
    this.rate = element('span', { class: 'number' });
    this.rateLine = drawing('svg');
    this.latency = element('span', { class: 'number' });
    this.latencyBars = drawing('svg');
    this.cost = element('span', { class: 'number' });
    this.use = element('span', { class: 'small' });
    this.limits = element('ul', { class: 'limits' });
    this.breakButton = element('button', { type: 'button', class: 'break' });
    this.fault = element('select', { id: `fault-${model.id}` });
    this.outButton = element('button', { type: 'button' });

    this.breakButton.addEventListener('click', () => setFault(this.id, this.broken ? 'NONE' : 'DOWN'));
    this.fault.addEventListener('change', () => setFault(this.id, this.fault.value));
    this.outButton.addEventListener('click', () => (this.manual ? putBack(this.id) : takeOut(this.id)));

    this.faultField = element('label', { class: 'field', for: this.fault.id },
      element('span', { class: 'unseen', text: `Provider of ${model.id}` }), this.fault);
    this.node = element('li', { class: 'card', 'data-model': model.id },
      element('article', { 'aria-labelledby': title },
        element('div', { class: 'card-who' },
          element('div', { class: 'card-head' },
            element('h3', { id: title, text: model.id }),
            element('p', { class: 'state' }, element('span', { class: 'dot', 'aria-hidden': 'true' }), this.state),
            this.place),
          element('p', { class: 'small whose', text: `${model.provider} ${model.name}` }),
          this.reasons),
        element('div', { class: 'controls' }, this.breakButton, this.faultField, this.outButton),
        element('dl', { class: 'figures' },
          figure('Score', this.score),
          figure('Success', this.rate, this.rateLine),
          figure('Latency', this.latency, this.latencyBars),
          figure('Cost', this.cost, this.use)),
        this.limits));
  }

  update(model) {
    this.tell(model);
    this.standbys = model.standbys;
    this.manual = model.standbys.some((standby) => standby.reason === 'MANUAL');
    mark(this.node, 'state', model.state);
    write(this.state, STATES[model.state] ?? model.state);
    this.updateReasons();
    this.updateFigures(model);
    this.updateLimits(model);
    this.updateSwitches(model);
  }

  /** Changes of state are said aloud. */
  tell(model) {
    if (this.lastState && this.lastState !== model.state) {
      const why = model.standbys.map((standby) => words.reason(standby.reason)).join(', ');
      announce(`${model.id}: ${STATES[model.state] ?? model.state}${why ? `, ${why}` : ''}`);
    }
    this.lastState = model.state;
  }

  updateReasons() {
    const key = JSON.stringify(this.standbys);
    if (key === this.reasonsKey) {
      return;
    }
    this.reasonsKey = key;
    this.ends = this.standbys.map((standby) => {
      const left = element('span', { class: 'left' });
      const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
      const node = element('li', {}, element('span', { text: words.reason(standby.reason) }), left, bar);
      const until = standby.until ? Date.parse(standby.until) : null;
      return { node, left, bar, until, whole: until ? until - Date.parse(standby.since) : 0 };
    });
    this.reasons.replaceChildren(...this.ends.map((end) => end.node));
  }

  /** The clocks run on between two overviews. */
  tick(now) {
    for (const { left, bar, until, whole } of this.ends ?? []) {
      if (until === null) {
        write(left, 'until put back');
        bar.hidden = true;
      } else {
        const rest = Math.max(until - now, 0);
        write(left, rest > 0 ? `back in ${words.countdown(rest)}` : 'back any moment');
        bar.style.setProperty('--left', whole > 0 ? (rest / whole).toFixed(3) : '0');
      }
    }
  }

  updateFigures(model) {
    this.rates.push(model.successRate);
    this.rates = this.rates.slice(-SLOTS);
    write(this.score, model.score.toFixed(2));
    write(this.rate, model.calls > 0 ? words.percent(model.successRate) : 'no calls yet');
    mark(this.rate, 'quiet', model.calls > 0 ? null : 'yes');
    this.rateLine = replace(this.rateLine, line(
      `Success rate over the last minute, now ${words.percent(model.successRate)}`, this.rates, SLOTS, 1));
    const measured = model.latencies.length > 0;
    write(this.latency, measured ? words.length(model.p50) : 'not measured');
    mark(this.latency, 'quiet', measured ? null : 'yes');
    this.latencyBars = replace(this.latencyBars, bars(measured
      ? `Latest latencies: half of them up to ${words.length(model.p50)}, 95 of 100 up to ${words.length(model.p95)}`
      : 'No latencies yet', model.latencies, BARS, Math.max(model.p50 * 2, 1)));
    write(this.cost, words.money(model.cost));
    write(this.use, `${words.many(model.requests, 'request')}, ${words.many(model.tokens, 'token')}`);
  }

  updateLimits(model) {
    const key = JSON.stringify(model.limits);
    if (key === this.limitsKey) {
      return;
    }
    this.limitsKey = key;
    this.limits.replaceChildren(...model.limits.map((limit) => {
      const show = limit.of === 'budget' ? words.money : words.count;
      const text = `${show(limit.used)} of ${show(limit.max)} ${limit.of === 'budget' ? '' : `${limit.of} `}`
        + `per ${words.period(limit.per)}`;
      const bar = element('span', { class: 'bar', 'aria-hidden': 'true' });
      const share = Math.min(limit.used / limit.max, 1);
      bar.style.setProperty('--left', share.toFixed(3));
      return element('li', { class: share >= 0.8 ? 'near' : '' }, element('span', { text }), bar);
    }));
  }

  updateSwitches(model) {
    const simulated = model.faults.length > 0;
    this.breakButton.hidden = !simulated;
    this.faultField.hidden = !simulated;
    this.broken = simulated && model.fault !== 'NONE';
    mark(this.node, 'broken', this.broken ? 'yes' : null);
    write(this.breakButton, this.broken ? 'Mend' : 'Break');
    this.breakButton.setAttribute('aria-label', `${this.broken ? 'Mend' : 'Break'} the provider of ${model.id}`);
    if (this.fault.options.length !== model.faults.length) {
      this.fault.replaceChildren(...model.faults.map((fault) =>
        element('option', { value: fault, text: words.fault(fault) })));
    }
    // Whoever is choosing is not disturbed.
    if (simulated && this.fault.value !== model.fault && document.activeElement !== this.fault) {
      this.fault.value = model.fault;
    }
    if (simulated && this.shownFault !== model.fault) {
      this.fault.value = model.fault;
      this.shownFault = model.fault;
    }
    write(this.outButton, this.manual ? 'Put back' : 'Take out');
    this.outButton.setAttribute('aria-label', this.manual ? `Put ${model.id} back` : `Take ${model.id} out by hand`);
    this.outButton.setAttribute('aria-pressed', String(this.manual));
  }

  /** A model may be skipped for what is no standby: switched off, say, or busy. */
  stand(place, skipped = []) {
    mark(this.node, 'place', place);
    write(this.place, PLACES[place] || (this.standbys.length ? '' : skipped.map(words.reason).join(', ')));
  }

}

export class Cast {

  constructor() {
    this.list = byId('cast');
    this.cards = new Map();
  }

  update(models) {
    const ids = models.map((model) => model.id);
    if (ids.join('\n') !== [...this.cards.keys()].join('\n')) {
      this.cards = new Map(models.map((model) => [model.id, this.cards.get(model.id) ?? new Card(model)]));
      this.list.replaceChildren(...[...this.cards.values()].map((card) => card.node));
    }
    models.forEach((model) => this.cards.get(model.id).update(model));
  }

  /** Who stands where for the chain that is chosen. */
  stand(chain) {
    for (const [id, card] of this.cards) {
      const position = chain.order.indexOf(id);
      if (position < 0) {
        card.stand(id in chain.skipped ? 'out' : 'elsewhere', chain.skipped[id]);
      } else {
        card.stand(position === 0 && words.isSteady(chain.strategy) ? 'stage' : 'wings');
      }
    }
  }

  tick(now) {
    this.cards.forEach((card) => card.tick(now));
  }

}
