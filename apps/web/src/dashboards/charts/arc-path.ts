/** SVG path of a piece of the upper half circle; `from` and `to` are shares of it, left to right. */
export function arcPath(centreX: number, centreY: number, radius: number, from: number, to: number): string {
  const at = (share: number) => {
    const angle = Math.PI * (1 - Math.min(1, Math.max(0, share)));
    return `${(centreX + radius * Math.cos(angle)).toFixed(2)} ${(centreY - radius * Math.sin(angle)).toFixed(2)}`;
  };
  return `M${at(from)}A${radius} ${radius} 0 0 1 ${at(to)}`;
}
