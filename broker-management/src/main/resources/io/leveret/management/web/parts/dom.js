// Building elements. Every text goes in as a text node, so a name that looks like markup stays a name.

const SVG = 'http://www.w3.org/2000/svg';

function append(parent, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    parent.append(child instanceof Node ? child : String(child));
  }
  return parent;
}

function set(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name === 'on') {
    for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
  } else if (name === 'value') {
    element.value = value;
  } else {
    element.setAttribute(name, value === true ? '' : value);
  }
}

function create(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) set(element, name, value);
  return append(element, children);
}

export const el = (tag, attributes, ...children) => create(document.createElement(tag), attributes, children);

export const svg = (tag, attributes, ...children) => create(document.createElementNS(SVG, tag), attributes, children);

/** Exchanges the children of an element, unless they are the one text that is there already. */
export function fill(element, ...children) {
  const only = children.length === 1 ? children[0] : null;
  if (typeof only === 'string' && element.childElementCount === 0 && element.textContent === only) return element;
  element.replaceChildren();
  return append(element, children);
}

export const show = (element, visible) => {
  element.hidden = !visible;
  return element;
};

let lastId = 0;

export const newId = prefix => `${prefix}-${++lastId}`;
