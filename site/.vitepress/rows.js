// Each row of a table is a result of the search, because options, errors and EC codes are rows.

/** Gives rows an anchor of the text of their first cell. */
export function markRows(md) {
  md.core.ruler.push('rows', (state) => {
    const anchors = new Set()
    state.tokens.forEach((token, i) => {
      if (token.type !== 'tr_open' || state.tokens[i + 1].type !== 'td_open') return
      const text = state.tokens[i + 2].children.map((child) => child.content).join('')
      const name = `row-${text.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.slice(0, 8).join('-') ?? 'empty'}`
      let anchor = name
      for (let n = 2; anchors.has(anchor); n++) anchor = `${name}-${n}`
      anchors.add(anchor)
      token.attrSet('id', anchor)
    })
  })
}

const textOf = (html) => html
  .replace(/<a class="header-anchor".*?<\/a>|<button.*?<\/button>|<span class="lang">.*?<\/span>|<\/(td|p|li|pre|div)>/gs, ' ')
  .replace(/<[^>]*>/g, '').replace(/\s+/g, ' ').trim()
const decoded = (text) => text.replace(/&(lt|gt|quot|amp);/g, (_, name) => ({ lt: '<', gt: '>', quot: '"', amp: '&' })[name])

/** Splits a page into sections without their tables, and rows. */
export function* rowsAndSections(file, html) {
  // VitePress takes the language of a page from its folder in the repository.
  if (file.endsWith('README.zh-CN.md')) return
  const titles = []
  const sections = []
  const rows = []
  for (const part of html.split(/(?=<h[1-6] id="|<tr id="|<\/table>)/)) {
    const [, element, anchor] = part.match(/^<(h[1-6]|tr) id="([^"]*)"/) ?? []
    if (element === 'tr') {
      const title = textOf(part.match(/<td.*?>(.*?)<\/td>/s)[1])
      rows.push({ anchor, titles: [...titles, title], text: decoded(textOf(part)) })
    } else if (element) {
      const [heading, text] = part.split(/(?<=<\/h[1-6]>)/)
      titles.splice(Number(element[1]) - 1, titles.length, textOf(heading))
      sections.push({ anchor, titles: titles.filter(Boolean), text: decoded(textOf(text ?? '')) })
    } else if (sections.length > 0) {
      sections.at(-1).text += ` ${decoded(textOf(part))}`
    }
  }
  yield* sections
  yield* rows
}

// The browser gets the source of these functions, so they use nothing outside themselves.
export const searchOptions = {
  options: {
    // Names without their package, the words in them, and pairs of Chinese characters, which have no space between them.
    tokenize: (text) => (text.replace(/\b(\p{Ll}\w*\.)+(?=\p{Lu})/gu, '').match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}])+/gu) ?? []).flatMap((word) => {
      if (/\p{Script=Han}/u.test(word)) return word.length < 3 ? [word] : [...word].slice(1).map((last, i) => word[i] + last)
      const parts = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}]+|\p{N}+/gu) ?? []
      return parts.length > 1 ? [word, ...parts] : [word]
    }),
  },
  searchOptions: {
    prefix: (term, i, terms) => i === terms.length - 1,
    // What people look up comes before what people read.
    boostDocument: (page) => (/-reference|troubleshooting/.test(page) ? 1.2 : /\/(examples|platform-tests|project|test-support)\//.test(page) ? 0.5 : 1),
    fuzzy: (term) => (term.length > 4 && !/\d/.test(term) ? 0.2 : false),
  },
}
