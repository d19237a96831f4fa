/** Of a user or a tenant: it becomes part of Redis keys, Postgres columns and headers. Pure. */
// eslint-disable-next-line no-control-regex
export const isName = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed() && /^[^\u0000-\u001f\u007f]{1,128}$/.test(value)
