// Small drawings of numbers over time.

import { drawing } from './dom.js';

const WIDTH = 120;
const HEIGHT = 28;
const EDGE = 2;

const frame = (label, ...children) =>
  drawing('svg', {
    class: 'spark', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img', 'aria-label': label,
  }, ...children);

const round = (number) => Math.round(number * 10) / 10;

const height = (value, max) => round(HEIGHT - EDGE - (Math.min(value, max) / max) * (HEIGHT - 2 * EDGE));

/** A line; the newest value is at the right, and what is not known yet is left out at the left. */
export const line = (label, values, slots, max) => {
  const step = WIDTH / (slots - 1);
  const first = slots - values.length;
  const points = values.map((value, i) => [round((first + i) * step), height(value, max)]);
  if (points.length === 1) {
    points.unshift([WIDTH - 2, points[0][1]]);
  }
  const path = points.map(([x, y]) => `${x},${y}`).join(' ');
  const area = points.length ? `${points[0][0]},${HEIGHT} ${path} ${WIDTH},${HEIGHT}` : '';
  return frame(label,
    first > 0 && points.length > 0 ? drawing('line', {
      class: 'spark-before', x1: 0, y1: points[0][1], x2: points[0][0], y2: points[0][1] }) : null,
    drawing('polygon', { class: 'spark-area', points: area }),
    drawing('polyline', { class: 'spark-line', points: path }));
};

/** Bars, the newest at the right; those beyond what is usual stand out. */
export const bars = (label, values, slots, unusual) => {
  const step = WIDTH / slots;
  const shown = values.slice(-slots);
  // One that took for ever must not flatten all others.
  const max = Math.max(Math.min(Math.max(...shown, 1), unusual * 1.5), 1);
  return frame(label, ...shown.map((value, i) => {
    const top = height(value, max);
    return drawing('rect', {
      class: value > unusual ? 'spark-bar unusual' : 'spark-bar',
      x: round(WIDTH - (shown.length - i) * step),
      y: Math.min(top, HEIGHT - EDGE - 1),
      width: round(step * 0.7),
      height: Math.max(round(HEIGHT - EDGE - top), 1),
      rx: 0.6,
    });
  }));
};
