declare const __VERSION__: string | undefined;

/** The version of this package: put in by the build; `development` when the sources run unbuilt (tests). */
export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : 'development';
