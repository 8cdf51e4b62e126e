// Loaded when somebody imports; of its own, so that pages which need one small function of the package do not load the rest.
export { convertDocuments, placeDocument } from '@hecate/perses';
