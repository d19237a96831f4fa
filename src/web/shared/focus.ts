/** Ready to type, where that opens no keyboard, as on a touch screen. */
export function focusToType (field: HTMLElement | null): void {
  if (matchMedia('(hover: hover)').matches) field?.focus()
}

/** A key that ends the composition of a character, as Enter does. WebKit tells of it once the composition is over: its number is all that is left of it. */
export const isOfComposition = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229
