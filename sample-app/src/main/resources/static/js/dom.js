// Builds the page. Text only ever becomes text: nothing here reads markup.

const SVG = 'http://www.w3.org/2000/svg';

const fill = (node, attributes, children) => {
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'text') {
      node.textContent = value;
    } else if (value === true) {
      node.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
};

/** An element with attributes; `text` is its text. */
export const element = (name, attributes = {}, ...children) =>
  fill(document.createElement(name), attributes, children);

/** The same for a drawing. */
export const drawing = (name, attributes = {}, ...children) =>
  fill(document.createElementNS(SVG, name), attributes, children);

export const byId = (id) => document.getElementById(id);

/** Writes only what has changed, so that nothing flickers and no reader repeats itself. */
export const write = (node, text) => {
  if (node.textContent !== text) {
    node.textContent = text;
  }
};

export const mark = (node, name, value) => {
  if (value === null || value === undefined) {
    delete node.dataset[name];
  } else if (node.dataset[name] !== String(value)) {
    node.dataset[name] = value;
  }
};

/** Tells those who do not see the page. */
export const announce = (text) => {
  byId('news').textContent = text;
};

let toastEnds;

/** Tells everybody that something went wrong. */
export const complain = (text) => {
  const toast = byId('toast');
  toast.textContent = text;
  toast.hidden = false;
  clearTimeout(toastEnds);
  toastEnds = setTimeout(() => {
    toast.hidden = true;
  }, 6000);
};
