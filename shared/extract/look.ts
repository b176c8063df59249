import { colord, extend, type RgbaColor } from 'colord';
import names from 'colord/plugins/names';

extend([names]);

/** How the words of an element look, as far as inline styles and old attributes say it. */
export interface Look {
  /** No reader sees them. */
  readonly isUnseen: boolean;
  /** By what nothing within the element can undo. */
  readonly isGone: boolean;
  readonly isWithoutSize: boolean;
  /** Undefined where nothing says it: a sheet may. */
  readonly colour: RgbaColor | undefined;
  readonly background: RgbaColor | undefined;
}

/** Attributes that say how an element looks. */
export interface Styled {
  readonly style?: string | undefined;
  readonly color?: string | undefined;
  readonly bgcolor?: string | undefined;
}

type Says = ReadonlyMap<string, string>;

export const plainLook: Look = {
  isUnseen: false,
  isGone: false,
  isWithoutSize: false,
  colour: undefined,
  background: undefined,
};

/** Smaller letters, fainter words and nearer colours are not read. */
const limits = {
  fontPixelsMin: 2,
  fontEmsMin: 0.1,
  opacityMin: 0.05,
  scaleMin: 0.02,
  boxPixelsMax: 1,
  /** Of 255, in each of three. */
  shadesMin: 8,
  declarationsMax: 60,
  valueCharsMax: 120,
} as const;

/** So far off that no screen shows it; a slide is moved by its own width, and a menu by no more than a few. */
const offScreen: Readonly<Record<string, number>> = {
  px: 500,
  pt: 500,
  em: 30,
  rem: 30,
  vw: 100,
  vh: 100,
  '%': 1000,
};
const sides = 'left right top bottom inset margin margin-left margin-right margin-top'.split(' ');

/** The look of an element within another. */
export function lookIn(around: Look, { style, color, bgcolor }: Styled): Look {
  const says = declarations(style ?? '');
  const isGone = around.isGone || isFaint(says) || isAway(says) || isCut(says);
  const isWithoutSize = sizeIsNone(says, around.isWithoutSize);
  const colour = colourOf(says.get('-webkit-text-fill-color') ?? says.get('color') ?? color) ?? around.colour;
  const background = groundOf(says, bgcolor, around.background);
  const isLost = colour !== undefined && !isPainted(says) && isLostOn(colour, background);
  return { isGone, isWithoutSize, colour, background, isUnseen: isGone || isWithoutSize || isLost };
}

function declarations(style: string): Says {
  const says = new Map<string, string>();
  for (const one of style.split(';', limits.declarationsMax)) {
    const colon = one.indexOf(':');
    const value = one.slice(colon + 1, colon + 1 + limits.valueCharsMax).toLowerCase();
    if (colon > 0) says.set(one.slice(0, colon).trim().toLowerCase(), value.replace('!important', '').trim());
  }
  return says;
}

/** Numbers with their units, in order. */
const amounts = (value: string | undefined) =>
  Array.from(
    (value ?? '').matchAll(/(-?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))([a-z]{1,4}|%)?/gu),
    ([, number, unit = '']) => ({
      amount: Number(number),
      unit,
    }),
  );

const first = (value: string | undefined) => amounts(value)[0];

function sizeIsNone(says: Says, isNoneAround: boolean): boolean {
  const short = says.get('font');
  const value =
    says.get('font-size') ??
    (short === undefined ? undefined : /(?:^| )([\d.]+[a-z%]{0,3})(?:\/| )/u.exec(`${short} `)?.[1]);
  if (value === undefined || /^(?:inherit|unset)/u.test(value)) return isNoneAround;
  const size = /^[-\d.]/u.test(value) ? first(value) : undefined;
  if (size === undefined) return /^(?:larger|smaller)/u.test(value) && isNoneAround;
  const isRelative = size.unit === 'em' || size.unit === '%';
  if (isRelative && isNoneAround) return true;
  if (isRelative || size.unit === 'rem')
    return size.amount / (size.unit === '%' ? 100 : 1) < limits.fontEmsMin;
  return (size.amount < limits.fontPixelsMin && /^(?:px|pt|)$/u.test(size.unit)) || size.amount === 0;
}

function isFaint(says: Says): boolean {
  const faint = ({ amount, unit }: { amount: number; unit: string }) =>
    amount / (unit === '%' ? 100 : 1) < limits.opacityMin;
  const opacity = first(says.get('opacity'));
  const filter = says.get('filter') ?? '';
  const filtered = /opacity ?[(=]/u.test(filter) ? first(filter) : undefined;
  return (opacity !== undefined && faint(opacity)) || (filtered !== undefined && faint(filtered));
}

function isAway(says: Says): boolean {
  const isMoved = /^(?:absolute|fixed|relative)/u.test(says.get('position') ?? '');
  const moves = [
    ...sides.filter((side) => isMoved || side.startsWith('margin')).map((side) => says.get(side)),
    says.get('translate'),
    /translate/u.test(says.get('transform') ?? '') ? says.get('transform') : undefined,
  ];
  if (moves.some((move) => amounts(move).some((one) => isFar(one.amount, one.unit)))) return true;
  const indent = first(says.get('text-indent'));
  if (indent === undefined) return false;
  return (
    isFar(indent.amount, indent.unit) || (indent.unit === '%' && indent.amount >= 100 && isClipped(says))
  );
}

/** To the right and below there is room to scroll to, so it is farther off. */
function isFar(amount: number, unit: string): boolean {
  const off = offScreen[unit] ?? Infinity;
  return amount <= -off || amount >= 10 * off;
}

const isClipped = (says: Says) =>
  /hidden|clip/u.test(
    `${says.get('overflow') ?? ''} ${says.get('overflow-x') ?? ''} ${says.get('overflow-y') ?? ''}`,
  );

/** Nothing of its box is shown. */
function isCut(says: Says): boolean {
  const clip = says.get('clip') ?? '';
  if (
    clip.startsWith('rect') &&
    amounts(clip).length === 4 &&
    isEmptyRect(amounts(clip).map(({ amount }) => amount))
  )
    return true;
  const path = says.get('clip-path') ?? '';
  const inset = path.startsWith('inset') ? first(path) : undefined;
  if (inset !== undefined && inset.unit === '%' && inset.amount >= 50) return true;
  if (path.startsWith('circle') && first(path)?.amount === 0) return true;
  const scale = says.get('scale') ?? /scale(?:3d|[xy])?\(([^)]*)/u.exec(says.get('transform') ?? '')?.[1];
  if (amounts(scale).some(({ amount }) => Math.abs(amount) < limits.scaleMin)) return true;
  if (/^hidden/u.test(says.get('content-visibility') ?? '')) return true;
  const boxes = ['width', 'height', 'max-width', 'max-height'].map((side) => first(says.get(side)));
  return (
    isClipped(says) &&
    boxes.some((box) => box !== undefined && box.amount <= (box.unit === 'px' ? limits.boxPixelsMax : 0))
  );
}

const isEmptyRect = ([top = 0, right = 0, bottom = 0, left = 0]: readonly number[]) =>
  bottom - top <= limits.boxPixelsMax || right - left <= limits.boxPixelsMax;

/** A colour that says something: the others are the sheet's. */
function colourOf(value: string | undefined): RgbaColor | undefined {
  if (value === undefined || value.length > limits.valueCharsMax) return undefined;
  const colour = colord(/^[\da-f]{6}$/iu.test(value) ? `#${value}` : value);
  return colour.isValid() ? colour.toRgb() : undefined;
}

function groundOf(
  says: Says,
  bgcolor: string | undefined,
  around: RgbaColor | undefined,
): RgbaColor | undefined {
  const value = says.get('background-color') ?? says.get('background') ?? bgcolor;
  // A picture may have any colour.
  if (/url|gradient/u.test(`${value ?? ''}${says.get('background-image') ?? ''}`)) return undefined;
  if (value === undefined || /^(?:none|inherit|unset|initial)/u.test(value)) return around;
  const colour = colourOf(value) ?? colourOf(value.split(' ')[0]);
  return colour !== undefined && colour.a < 1 ? around : colour;
}

/** Letters may be filled by a picture or an outline, or be a shadow. */
const isPainted = (says: Says) =>
  /text/u.test(`${says.get('background-clip') ?? ''}${says.get('-webkit-background-clip') ?? ''}`) ||
  says.has('text-shadow') ||
  says.has('-webkit-text-stroke');

function isLostOn(colour: RgbaColor, background: RgbaColor | undefined): boolean {
  if (colour.a < limits.opacityMin) return true;
  if (background === undefined) return false;
  return (['r', 'g', 'b'] as const).every(
    (part) => Math.abs(colour[part] - background[part]) < limits.shadesMin,
  );
}
