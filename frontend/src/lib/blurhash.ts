/** Digits of base 83, in the order the BlurHash format gives them. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~';

type Colour = readonly [red: number, green: number, blue: number];

function numberOf(text: string): number {
  return Array.from(text).reduce((value, digit) => value * 83 + DIGITS.indexOf(digit), 0);
}

function toLinear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function fromLinear(value: number): number {
  const share = Math.min(1, Math.max(0, value));
  return Math.round(255 * (share <= 0.0031308 ? share * 12.92 : 1.055 * share ** (1 / 2.4) - 0.055));
}

/** The waves a hash is made of: the first is the average colour, the others add to it. */
function wavesOf(hash: string, count: number): Colour[] {
  const loudest = (numberOf(hash.slice(1, 2)) + 1) / 166;
  const average = numberOf(hash.slice(2, 6));
  const waves: Colour[] = [[toLinear(average >> 16), toLinear((average >> 8) & 255), toLinear(average & 255)]];
  const swing = (digit: number) => Math.sign(digit - 9) * ((digit - 9) / 9) ** 2 * loudest;
  for (let index = 1; index < count; index++) {
    const value = numberOf(hash.slice(4 + index * 2, 6 + index * 2));
    waves.push([swing(Math.floor(value / 361)), swing(Math.floor(value / 19) % 19), swing(value % 19)]);
  }
  return waves;
}

/** Returns the blurred picture a BlurHash stands for as RGBA bytes, `width` × `height` pixels; `null` where it is no BlurHash. */
export function pixelsOf(hash: string, width: number, height: number): Uint8ClampedArray<ArrayBuffer> | null {
  const size = numberOf(hash.slice(0, 1));
  const across = (size % 9) + 1;
  const down = Math.floor(size / 9) + 1;
  if (size < 0 || hash.length !== 4 + 2 * across * down || Array.from(hash).some((digit) => !DIGITS.includes(digit))) return null;
  const waves = wavesOf(hash, across * down);
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const sum = [0, 0, 0];
      waves.forEach((wave, index) => {
        const weight = Math.cos((Math.PI * x * (index % across)) / width) * Math.cos((Math.PI * y * Math.floor(index / across)) / height);
        for (const [channel, value] of wave.entries()) sum[channel] = (sum[channel] ?? 0) + value * weight;
      });
      pixels.set([...sum.map(fromLinear), 255], (y * width + x) * 4);
    }
  }
  return pixels;
}
