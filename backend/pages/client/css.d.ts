/** Styles are bundled by their pages' entries; they export nothing. */
declare module '*.css';
