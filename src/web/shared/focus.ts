/** Ready to type, where that opens no keyboard, as on a touch screen. */
export function focusToType (field: HTMLElement | null): void {
  if (matchMedia('(hover: hover)').matches) field?.focus()
}
