import { nextTick } from 'vue'
import DefaultTheme from 'vitepress/theme'
import './style.css'

/** Marks the row of a result, because a browser has no target after the change of a page by a script. */
async function markRow() {
  await nextTick()
  document.querySelector('tr.found')?.classList.remove('found')
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.classList.add('found')
}

export default {
  extends: DefaultTheme,
  enhanceApp({ router }) {
    if (import.meta.env.SSR) return
    router.onAfterRouteChange = markRow
    window.addEventListener('hashchange', markRow)
  },
}
