/** `/projects/:project`: what the project has. */
export function ProjectPage() {
  return <h1>Project</h1>;
}
