/** Red, green, blue; 0–255. */
type Colour = readonly [number, number, number];

const HAIR: readonly Colour[] = [
  [59, 47, 42],
  [122, 78, 45],
  [201, 162, 99],
  [150, 150, 156],
  [32, 30, 34],
];
const SKIN: readonly Colour[] = [
  [243, 208, 178],
  [222, 176, 140],
  [176, 124, 86],
  [124, 82, 58],
];

/** Samples per pixel each way, so that edges are soft. */
const SAMPLES = 3;

const within = (x: number, y: number, centreX: number, centreY: number, radiusX: number, radiusY: number): boolean =>
  ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1;

/**
 * Draws a user's picture: head and shoulders in front of a plain wall, different for each user.
 * @param traits at least six bytes that belong to the user
 * @returns `size` × `size` pixels of three bytes, line by line
 */
export function portrait(traits: Buffer, size: number): Buffer {
  const trait = (index: number): number => traits[index] ?? 0;
  const wall: Colour = [150 + (trait(0) % 90), 165 + (trait(1) % 70), 170 + (trait(2) % 70)];
  const jacket: Colour = [28 + (trait(3) % 60), 48 + (trait(4) % 50), 92 + (trait(5) % 60)];
  const hair = HAIR[trait(3) % HAIR.length] ?? wall;
  const skin = SKIN[trait(4) % SKIN.length] ?? wall;
  const long = trait(5) % 2 === 0;

  /** Returns the colour at a point; both coordinates from 0 to 1. */
  function colourAt(x: number, y: number): Colour {
    if (within(x, y, 0.5, 0.44, 0.165, 0.2) && y > 0.345 - 0.1 * Math.sin((x - 0.34) * 9)) return skin;
    if (within(x, y, 0.5, 0.4, 0.205, 0.215) && (y < 0.46 || long)) return hair;
    if (within(x, y, 0.5, 0.68, 0.085, 0.12)) return skin;
    if (long && within(x, y, 0.5, 0.5, 0.215, 0.25)) return hair;
    return within(x, y, 0.5, 1.08, 0.4, 0.42) ? jacket : wall;
  }

  const pixels = Buffer.alloc(size * size * 3);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const sum = [0, 0, 0];
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample += 1) {
      const x = ((pixel % size) + ((sample % SAMPLES) + 0.5) / SAMPLES) / size;
      const y = (Math.floor(pixel / size) + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES) / size;
      for (const [channel, value] of colourAt(x, y).entries()) sum[channel] = (sum[channel] ?? 0) + value;
    }
    for (const [channel, value] of sum.entries()) pixels[pixel * 3 + channel] = value / SAMPLES ** 2;
  }
  return pixels;
}
