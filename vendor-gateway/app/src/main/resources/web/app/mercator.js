const EDGE = 85.0511;

/** Web Mercator (EPSG:3857): the world as the square from 0 to 1, north above. */
export function project(latitude, longitude) {
  const bounded = Math.max(-EDGE, Math.min(EDGE, latitude));
  const sine = Math.sin((bounded * Math.PI) / 180);
  return { x: (longitude + 180) / 360, y: 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI) };
}

export function place({ x, y }) {
  return { longitude: x * 360 - 180, latitude: (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI };
}

/** Where to look so that all of these are in sight: the middle and the length of the world in pixels. */
export function around(points, width, height) {
  if (points.length === 0) return { x: 0.5, y: 0.4, scale: width };
  const xs = points.map(({ x }) => x);
  const ys = points.map(({ y }) => y);
  const [west, east, north, south] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = 0.75 * Math.min(width / Math.max(east - west, 1e-7), height / Math.max(south - north, 1e-7));
  return { x: (west + east) / 2, y: (north + south) / 2, scale: Math.min(scale, 2 ** 27) };
}

/** The round step, in degrees, that puts lines about 100 pixels apart. */
export function step(scale) {
  const wanted = (100 * 360) / scale;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= wanted);
}

/** Metres of one pixel at a latitude. */
export const metres = (scale, latitude) => (40075016.686 * Math.cos((latitude * Math.PI) / 180)) / scale;
