// Puts the page together.

import { Cast } from './cast.js';
import { Chat } from './chat.js';
import { announce, byId, element, mark, write } from './dom.js';
import { Feed } from './feed.js';
import { Lineup } from './lineup.js';
import { watch } from './live.js';
import { Programme } from './programme.js';

const TICK = 200;

const select = byId('chain');
const link = byId('link');
const cast = new Cast();
const lineup = new Lineup();
const feed = new Feed();
const chat = new Chat({ chain: () => select.value, onAnswer: (turn) => programme.answered(turn) });
const programme = new Programme({ ask: (text) => chat.ask(text) });

let overview;

/** What the application's clock is ahead of ours. */
let ahead = 0;

const chains = ({ chains: all, defaultChain }) => {
  const names = all.map((chain) => chain.name);
  if (names.join('\n') !== [...select.options].map((option) => option.value).join('\n')) {
    const chosen = names.includes(select.value) ? select.value : defaultChain;
    select.replaceChildren(...names.map((name) => element('option', { value: name, text: name })));
    select.value = names.includes(chosen) ? chosen : names[0];
    select.disabled = names.length === 0;
  }
};

const tick = () => cast.tick(Date.now() + ahead);

const show = () => {
  const chain = overview?.chains.find((each) => each.name === select.value);
  if (chain) {
    lineup.update(chain);
    cast.stand(chain);
  }
};

const connected = (yes) => {
  const before = link.dataset.link;
  mark(link, 'link', yes ? 'live' : 'lost');
  write(byId('link-words'), yes ? 'Live' : 'Reconnecting');
  if (before === 'live' && !yes) {
    announce('The connection to the application is lost. Trying again.');
  }
};

select.addEventListener('change', show);
setInterval(tick, TICK);

watch({
  onHello: () => feed.clear(),
  onOverview: (next) => {
    overview = next;
    ahead = Date.parse(next.now) - Date.now();
    chains(next);
    cast.update(next.models);
    show();
    tick();
    programme.begin(next.chains.find((chain) => chain.name === next.defaultChain)?.order[0]);
    programme.update(next.models);
  },
  onEvent: (event) => feed.add(event),
  onLink: connected,
});
