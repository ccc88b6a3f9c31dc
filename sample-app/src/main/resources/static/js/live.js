// What the application tells by itself: events, and the overview once a second.

/** No overview for so long means that nobody is there. */
const SILENCE = 5000;

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 4000;

/** Stays connected, also across a restart of the application. */
export const watch = ({ onHello, onOverview, onEvent, onLink }) => {
  let source;
  let pause = FIRST_PAUSE;
  let silence;
  let again;

  const lost = () => {
    source.close();
    clearTimeout(silence);
    clearTimeout(again);
    onLink(false);
    again = setTimeout(open, pause);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  };

  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(lost, SILENCE);
  };

  const open = () => {
    source = new EventSource('api/events');
    heard();
    source.addEventListener('hello', () => {
      pause = FIRST_PAUSE;
      onLink(true);
      onHello();
    });
    source.addEventListener('overview', (event) => {
      heard();
      onOverview(JSON.parse(event.data));
    });
    source.addEventListener('feed', (event) => {
      heard();
      onEvent(JSON.parse(event.data));
    });
    source.addEventListener('error', lost);
  };

  open();
};
