/** `/gallery`: templates that fit what runs here. */
export function GalleryPage() {
  return <h1>Gallery</h1>;
}
