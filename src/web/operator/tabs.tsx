import type { ComponentType } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

export type Tab = { name: string, label: string, View: ComponentType }

/** The part of the address after # names the tab, so that it can be linked to and survives a reload. */
const named = (tabs: readonly Tab[]) => tabs.find(({ name }) => location.hash === `#${name}`)

/** Tabs by the ARIA pattern: arrows, Home and End move among them, Tab goes on into the panel. */
export function Tabs ({ tabs, label }: { tabs: readonly Tab[], label: string }) {
  const [current, setCurrent] = useState(() => named(tabs) ?? tabs[0]!)
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Without a hash it is the first, where one began; another one, such as that of the skip link, leaves the tab as it is.
    const follow = () => setCurrent((before) => named(tabs) ?? (location.hash === '' ? tabs[0]! : before))
    addEventListener('hashchange', follow)
    return () => removeEventListener('hashchange', follow)
  }, [tabs])
  useEffect(() => {
    document.title = `${current.label} · Operator · Deflect`
    // On a narrow screen the tabs scroll.
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])

  const open = (tab: Tab) => { location.hash = tab.name }
  function onKeyDown (event: KeyboardEvent): void {
    const at = tabs.indexOf(current)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = (to + tabs.length) % tabs.length
    open(tabs[next]!)
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[next]?.focus()
  }
  const { View } = current
  return (
    <>
      <div class='tabs' role='tablist' aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {tabs.map((tab) => (
          <button
            key={tab.name} type='button' role='tab' id={`tab-${tab.name}`} aria-selected={tab === current} aria-controls={tab === current ? 'panel' : undefined}
            tabIndex={tab === current ? 0 : -1} onClick={() => open(tab)}
          >
            {tab.label}
          </button>
        ))}
      </div>
      <div role='tabpanel' id='panel' class='view' aria-labelledby={`tab-${current.name}`} tabIndex={0}><View key={current.name} /></div>
    </>
  )
}
