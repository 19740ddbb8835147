// In place of VitePress's own: leads to the same page in the other language only where there is one, else to the start.
import { computed } from 'vue'
import { useData } from 'vitepress'

export function useLangs() {
  const { site, localeIndex, page, theme, hash } = useData()
  const home = (key) => (key === 'root' ? '/' : `/${key}/`)
  const currentLang = computed(() => ({ label: site.value.locales[localeIndex.value].label, link: home(localeIndex.value) }))
  const localeLinks = computed(() => Object.entries(site.value.locales).filter(([key]) => key !== localeIndex.value).map(([key, { label }]) => {
    const path = page.value.relativePath.replace(/^zh\//, '')
    const twin = theme.value.translated.includes(path) ? path.replace(/(^|\/)index\.md$/, '$1').replace(/\.md$/, '.html') : ''
    return { text: label, link: home(key) + twin }
  }))
  return { localeLinks, currentLang }
}
