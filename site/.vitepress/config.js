import { dirname, join, posix, relative, resolve } from 'node:path'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { chinese, english } from './labels.js'
import { markRows, rowsAndSections, searchOptions } from './rows.js'

const repository = 'https://github.com/osspresign/camel-oss-presign'
const here = dirname(fileURLToPath(import.meta.url))
const root = resolve(here, '../..')

// Without them, this is the site of the development version.
const { SITE_VERSION: version, SITE_VERSIONS: versions = '' } = process.env
const site = 'https://osspresign.github.io/camel-oss-presign/'
const revision = version ? `v${version}` : 'main'

/** Path of a page in the site, from its path in the repository. */
function pageOf(file) {
  if (file === 'README.zh-CN.md') return 'zh/index.md'
  if (file === 'docs/README.md') return 'guide.md'
  if (/^(?!README)[A-Z_]+\.md$/.test(file)) return `project/${file.toLowerCase()}`
  return file.replace(/^docs\//, '').replace(/(^|\/)README\.md$/, '$1index.md')
}

const titleOf = (file) => readFileSync(join(root, file), 'utf8').match(/^# (.+)$/m)[1].replaceAll('`', '')
const twinOf = (file) => file.replace(/^docs\//, 'docs/zh/')
const translation = (file) => (existsSync(join(root, twinOf(file))) ? twinOf(file) : file)

/** The sections of the guide, each with the pages that no section before it has. */
function guide() {
  const seen = new Set(['README.md', 'README.zh-CN.md'])
  const sections = readFileSync(join(root, 'docs/README.md'), 'utf8').split(/^## /m).slice(1)
  return sections.map((section) => ({
    name: section.match(/.+/)[0],
    files: [...section.matchAll(/\]\(([^)#]+\.md)\)/g)]
      .map((link) => posix.join('docs', link[1]))
      .filter((file) => !file.startsWith('docs/zh/') && !seen.has(file) && seen.add(file)),
  }))
}

const sidebar = (labels, home, translated) => [
  { text: labels.overview, link: `/${pageOf(home)}` },
  ...guide().map(({ name, files }) => ({
    text: labels.sections?.[name] ?? name,
    items: files.map(translated).map((file) => ({ text: titleOf(file), link: `/${pageOf(file)}` })),
  })),
]

const menu = (labels) => [
  { text: labels.guide, link: '/guide' },
  {
    text: version || labels.development,
    items: [
      { text: labels.development, link: site, noIcon: true },
      ...(versions.match(/\S+/g) ?? []).map((other) => ({ text: other, link: `${site}${other}/`, noIcon: true })),
    ],
  },
]

/** Links lead to the pages of the site, or to the files on GitHub; pictures follow the colour scheme of the site. */
function repositoryLinks(md) {
  md.core.ruler.before('normalize', 'version', (state) => {
    if (version) state.src = state.src.replaceAll('1.0.0-SNAPSHOT', version)
  })
  md.core.ruler.push('repository-links', (state) => {
    const folder = dirname(state.env.realPath ?? state.env.path)
    for (const token of state.tokens.flatMap((block) => [block, ...(block.children ?? [])])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : '#'
      if (!/^(#|[a-z]+:)/.test(href)) token.attrSet('href', target(folder, href))
      if (token.type === 'code_inline') token.attrSet('v-pre', '')
      if (token.type.startsWith('html_')) token.content = pictures(token.content)
    }
  })
}

function target(folder, href) {
  const [path, hash = ''] = decodeURI(href).split(/(?=#)/)
  let file = relative(root, resolve(folder, path)).replaceAll('\\', '/')
  if (!existsSync(join(root, file))) throw new Error(`${folder}: ${href} leads nowhere`)
  if (existsSync(join(root, file, 'README.md'))) file = posix.join(file, 'README.md')
  return /(^[^.].*|^)\.md$/.test(file) ? `/${pageOf(file)}${hash}` : `${repository}/blob/${revision}/${file}${hash}`
}

const pictures = (html) => html
  .replace(/(src|srcset)="(?![a-z]+:|\.)/g, '$1="./')
  .replace(/<picture>\s*<source media="\(prefers-color-scheme: dark\)" srcset="([^"]+)">\s*<img([^>]*) src="([^"]+)"([^>]*)>\s*<\/picture>/g,
    '<img class="light-only"$2 src="$3"$4><img class="dark-only"$2 src="$1"$4>')

export default defineConfig({
  title: 'camel-oss-presign',
  base: new URL(version ? `${version}/` : '', site).pathname,
  srcDir: '..',
  srcExclude: ['**/target/**', '**/node_modules/**'],
  outDir: 'target/site',
  cacheDir: 'target/cache',
  rewrites: pageOf,
  head: [['link', { rel: 'icon', href: 'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="M3 9a3 3 0 0 1 0-6h4m2 4a3 3 0 0 1 0 6h4M6 8h4" fill="none" stroke="%23c25400" stroke-width="2"/></svg>' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    languageAlias: { objectivec: 'objective-c' },
    // As GitHub, so that the same links work there.
    anchor: { slugify: (text) => text.trim().toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '').replaceAll(' ', '-') },
    config: (md) => md.use(repositoryLinks).use(markRows),
  },
  vite: {
    build: { chunkSizeWarningLimit: 4000 },
    resolve: { alias: [{ find: /^.*\/composables\/langs$/, replacement: join(here, 'theme/langs.js') }] },
    // The pages are outside of this folder, so Vue is not found from them.
    plugins: [{ name: 'vue-of-the-site', enforce: 'pre', resolveId(id) { return /^vue(\/|$)/.test(id) ? this.resolve(id, join(here, 'config.js'), { skipSelf: true }) : null } }],
  },
  themeConfig: {
    search: { provider: 'local', options: { disableDetailedView: true, locales: { zh: chinese.search }, miniSearch: { ...searchOptions, _splitIntoSections: rowsAndSections } } },
    editLink: { pattern: `${repository}/edit/main/:path`, text: english.edit },
    socialLinks: [{ icon: 'github', link: repository }],
    outline: [2, 3],
    translated: guide().flatMap(({ files }) => files).filter((file) => translation(file) !== file).map(pageOf).concat('index.md'),
  },
  locales: {
    root: { label: 'English', lang: 'en', themeConfig: { nav: menu(english), sidebar: sidebar(english, 'README.md', (file) => file) } },
    zh: { label: '中文', lang: 'zh-CN', themeConfig: { ...chinese.theme, nav: menu(chinese), sidebar: sidebar(chinese, 'README.zh-CN.md', translation) } },
  },
})
