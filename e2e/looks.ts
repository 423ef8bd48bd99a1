/** How things look to a visitor: colours as they are painted, their contrast, and what weighs in a choice. */
import type { Locator } from 'playwright/test';

export interface Looks {
  /** Width and height, to the pixel. */
  size: [number, number];
  /** Everything that could make one button heavier than another. */
  style: Record<string, string>;
  /** Of the words against what is behind them (WCAG 2.2, "contrast ratio"). */
  contrast: number;
  /** Of the button against what is behind it. */
  edge: number;
}

/** Looks at one element. What is behind it is the nearest ancestor with a background. */
export function looksOf(element: Locator): Promise<Looks> {
  return element.evaluate((target) => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    const light = (color: string) => {
      if (!canvas) throw new Error('There is no canvas.');
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = color;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
      const linear = (part: number) =>
        part <= 10.314 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
      return {
        alpha,
        luminance: 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue),
      };
    };
    const background = (from: Element | null): ReturnType<typeof light> => {
      if (!from) return light('white');
      const own = light(getComputedStyle(from).backgroundColor);
      if (own.alpha === 255) return own;
      return background(from.parentElement);
    };
    const ratio = (one: number, other: number) =>
      (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const style = getComputedStyle(target);
    const weighing = [
      'backgroundColor',
      'borderColor',
      'borderRadius',
      'borderWidth',
      'boxShadow',
      'color',
      'cursor',
      'filter',
      'fontFamily',
      'fontSize',
      'fontStyle',
      'fontWeight',
      'letterSpacing',
      'opacity',
      'padding',
      'textDecorationLine',
      'textTransform',
      'transform',
    ] as const;
    const { width, height } = target.getBoundingClientRect();
    const behind = background(target);
    return {
      size: [Math.round(width), Math.round(height)],
      style: Object.fromEntries(weighing.map((name) => [name, style[name]])),
      contrast: ratio(light(style.color).luminance, behind.luminance),
      edge: ratio(light(style.borderTopColor).luminance, background(target.parentElement).luminance),
    };
  });
}
