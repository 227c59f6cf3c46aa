/** A QR code's modules, without its quiet zone. */
export interface Modules {
  readonly size: number;
  get(x: number, y: number): boolean;
}

/** The dark modules as the data of an SVG path, a unit a module. */
export function pathOf(modules: Modules): string {
  let path = '';
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  return path;
}
