import { createElement, type ReactNode } from 'react';
import { SaxesParser } from 'saxes';
import { paletteName } from './palette.ts';

/** What a chart consists of. Anything else in the drawing is left out. */
const ELEMENTS = new Set(['svg', 'g', 'path', 'rect', 'line', 'circle', 'polyline', 'polygon', 'text', 'tspan']);
const ATTRIBUTES: Readonly<Record<string, string>> = {
  d: 'd',
  x: 'x',
  y: 'y',
  cx: 'cx',
  cy: 'cy',
  r: 'r',
  points: 'points',
  width: 'width',
  height: 'height',
  transform: 'transform',
  'fill-opacity': 'fillOpacity',
  'stroke-opacity': 'strokeOpacity',
  'stroke-width': 'strokeWidth',
  'stroke-linecap': 'strokeLinecap',
  'stroke-linejoin': 'strokeLinejoin',
  'text-anchor': 'textAnchor',
  'dominant-baseline': 'dominantBaseline',
  'font-size': 'fontSize',
};
/** Of a style attribute only what a presentation attribute can say; letters are the page's own. */
const FROM_STYLE = new Set(['font-size']);

type Open = { name: string; props: Record<string, string>; children: ReactNode[] };

/**
 * A drawing as React elements: no markup is trusted, no style is inline (the page's policy allows none), and every colour
 * of the palette has a class by which another mode can change it.
 */
export function svgElements(svg: string): ReactNode[] {
  const root: Open = { name: 'root', props: {}, children: [] };
  const open: Open[] = [root];
  let skipped = 0;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (skipped > 0 || !ELEMENTS.has(name)) skipped++;
    else open.push({ name, props: propsOf(attributes), children: [] });
  });
  parser.on('closetag', ({ name }) => {
    if (skipped > 0) {
      skipped--;
      return;
    }
    const closed = open.pop();
    const parent = open.at(-1);
    if (closed === undefined || parent === undefined) throw new Error(`an end of ${name} without its beginning`);
    parent.children.push(elementOf(closed, parent.children.length));
  });
  parser.on('text', (text) => {
    if (skipped === 0 && text.trim() !== '') open.at(-1)?.children.push(text);
  });
  parser.write(svg).close();
  return root.children;
}

/** The outermost element gives way to the page's own, which has the size and the name. */
function elementOf({ name, props, children }: Open, at: number): ReactNode {
  if (name === 'svg') return createElement('g', { key: at }, ...children);
  return createElement(name, { ...props, key: at }, ...children);
}

function propsOf(attributes: Record<string, string>): Record<string, string> {
  const props: Record<string, string> = {};
  const classes: string[] = [];
  const given = { ...attributes, ...declarations(attributes.style ?? '') };
  for (const [name, value] of Object.entries(given)) {
    const known = ATTRIBUTES[name];
    if (known !== undefined) props[known] = value.replace(/px$/, '');
    else if (name === 'fill' || name === 'stroke') {
      props[name] = value;
      const colour = paletteName(value);
      if (colour !== undefined) classes.push(`${name}-${colour}`);
    }
  }
  if (classes.length > 0) props.className = classes.join(' ');
  return props;
}

function declarations(style: string): Record<string, string> {
  const pairs = style.split(';').map((one) => one.split(':', 2).map((part) => part.trim()));
  return Object.fromEntries(pairs.filter(([name = '', value = '']) => FROM_STYLE.has(name) && value !== ''));
}
