/** Stylesheets arrive as their minified text: the build sees to that. */
declare module '*.css' {
  const text: string;
  export default text;
}
