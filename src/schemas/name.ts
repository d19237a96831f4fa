/** Namespaces and tags, wherever one is named. Apart from the schemas: a command reads one before it loads what builds them. */
export const NAME = '^[A-Za-z0-9][A-Za-z0-9._:/-]{0,63}$'
/** The same for people. */
export const NAME_IN_WORDS = '1 to 64 letters, digits and ._:/-, the first a letter or digit'
