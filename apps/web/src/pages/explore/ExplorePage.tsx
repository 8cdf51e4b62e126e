/** `/explore`: ask in PromQL. */
export function ExplorePage() {
  return <h1>Explore</h1>;
}
