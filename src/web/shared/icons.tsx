/** Drawn on a 24 × 24 grid, in lines of the text's colour. Never the only label of a button. */
const PATHS = {
  close: 'M6 6l12 12M18 6 6 18',
  copy: 'M9 9h10v10H9zM5 15V5h10',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  bin: 'M4 7h16M9 7V4h6v3M6.5 7l1 13h9l1-13M10 11v5M14 11v5',
  menu: 'M4 7h16M4 12h16M4 17h16',
  plus: 'M12 5v14M5 12h14',
  send: 'M12 19V5M6 11l6-6 6 6',
  stop: 'M7 7h10v10H7z',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  up: 'M7 11v9H4v-9zM7 11l4-7c1.5 0 2.5 1 2.2 2.6L12.500 10H19c1 0 1.600.9 1.400 1.800l-1.400 6.700c-.2.900-.900 1.500-1.800 1.500H7',
  down: 'M17 13V4h3v9zM17 13l-4 7c-1.5 0-2.500-1-2.200-2.600l.7-3.400H5c-1 0-1.600-.900-1.400-1.800L5 5.500C5.200 4.600 5.900 4 6.800 4H17',
  again: 'M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4',
  out: 'M14 4H5v16h9M10 12h10M17 9l3 3-3 3'
} as const
export type IconName = keyof typeof PATHS

export const Icon = ({ name }: { name: IconName }) => (
  <svg class='drawing' viewBox='0 0 24 24' aria-hidden='true' focusable='false'><path d={PATHS[name]} /></svg>
)
