function patternOf (part: string): string {
  if (part === '*') return '.*'
  return part.startsWith(':') ? '[^/]+' : part.replace(/[^\w-]/g, '\\$&')
}

/** Which methods a path has, so that the wrong one is told 405 with the right ones. Paths may hold `:parameters`, and end in `*`. */
export function createAllowedMethods () {
  const routes: { pattern: RegExp, methods: string[] }[] = []
  return {
    note (path: string, methods: string | string[]): void {
      const pattern = path.split('/').map(patternOf).join('/')
      routes.push({ pattern: new RegExp(`^${pattern}$`), methods: [methods].flat() })
    },
    /** In alphabetical order; none where there is no such path. */
    of (url: string): string[] {
      const path = url.split('?', 1)[0]!
      return [...new Set(routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort()
    }
  }
}
