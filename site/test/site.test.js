// The site in a browser, from the files of a build: nothing leads nowhere, everybody can read it, and searches find what people paste.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const site = 'https://osspresign.github.io/camel-oss-presign/1.2.3/'
const output = fileURLToPath(new URL('../target/site/', import.meta.url))
const axe = readFileSync(new URL('../node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')
const pages = readdirSync(output, { recursive: true }).filter((file) => file.endsWith('.html') && file !== '404.html')

const fileOf = (path) => (path === '' || path.endsWith('/') ? `${path}index.html` : path)

let browser

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.SITE_BROWSER ?? '/usr/bin/chromium' })
})

after(() => browser.close())

/** Opens a tab whose requests get the files of the build. A request to anywhere else is a fault. */
async function open(options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  page.faults = []
  page.on('console', (message) => message.type() === 'error' && page.faults.push(`${page.url()}: ${message.text()}`))
  page.on('pageerror', (error) => page.faults.push(`${page.url()}: ${error.message}`))
  await context.route('**', (route) => {
    const url = route.request().url().split(/[?#]/)[0]
    return url.startsWith(site) ? route.fulfill({ path: join(output, decodeURI(fileOf(url.slice(site.length)))) }) : route.abort()
  })
  return page
}

async function visit(page, path) {
  await page.goto(site + path)
  await page.waitForFunction(() => document.querySelector('#app')?.__vue_app__)
}

test('every link, picture and anchor of a page leads somewhere', () => {
  const html = new Map(pages.map((page) => [page, readFileSync(join(output, page), 'utf8')]))
  const faults = []
  for (const [page, text] of html) {
    for (const [, link] of text.matchAll(/ (?:href|src|srcset)="([^"]+)"/g)) {
      const url = new URL(link.replaceAll('&amp;', '&'), site + page)
      if (!url.href.startsWith(site)) continue
      const file = fileOf(decodeURI(url.href.slice(site.length).split('#')[0]))
      const anchor = decodeURIComponent(url.hash.slice(1))
      if (!existsSync(join(output, file))) faults.push(`${page}: ${link}`)
      else if (anchor && !html.get(file)?.includes(` id="${anchor}"`)) faults.push(`${page}: ${link} has no such anchor`)
    }
  }
  assert.deepEqual(faults, [])
  assert.ok(pages.length > 60, `${pages.length} pages`)
})

test('code names the version of the site', () => {
  const text = readFileSync(join(output, 'index.html'), 'utf8')
  assert.match(text, /camel-oss-presign-bom:1\.2\.3/)
  assert.doesNotMatch(text, /SNAPSHOT/)
})

test('every page fits a phone and runs without errors', async () => {
  const page = await open({ viewport: { width: 375, height: 812 } })
  for (const path of pages) {
    await visit(page, path)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > 375) page.faults.push(`${path}: ${width} pixels`)
  }
  assert.deepEqual(page.faults, [])
  await page.context().close()
})

test('the menu of languages leads to the same page where there is one', async () => {
  const page = await open()
  for (const [path, expected] of [['presign.html', 'zh/presign.html'], ['csv.html', 'zh/'], ['zh/presign.html', 'presign.html'], ['zh/', '']]) {
    await visit(page, path)
    const twin = page.locator('.VPNavBarTranslations a')
    assert.equal(await twin.getAttribute('href'), new URL(site + expected).pathname)
  }
  await page.context().close()
})

describe('axe finds nothing', () => {
  for (const path of ['', 'zh/', 'troubleshooting.html', 'presign-reference.html']) {
    test(`in ${path || 'the start'}`, async () => {
      const page = await open()
      await visit(page, path)
      await page.evaluate(axe)
      for (const [width, colorScheme] of [[375, 'dark'], [1280, 'light']]) {
        await page.setViewportSize({ width, height: 900 })
        await page.emulateMedia({ colorScheme })
        await page.waitForFunction((dark) => document.documentElement.classList.contains('dark') === dark, colorScheme === 'dark')
        const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }))
        const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} ${node.failureSummary}`))
        assert.deepEqual(faults, [], `${width} pixels, ${colorScheme}`)
      }
      await page.context().close()
    })
  }
})

describe('the first result', () => {
  const expected = {
    '': {
      '0002-00000418': 'troubleshooting.html#row-accessdenied-request-has-expired',
      'The request signature we calculated does not match the signature you provided': 'troubleshooting.html#row-signaturedoesnotmatch',
      'io.github.osspresign.error.ChecksumMismatchException': 'troubleshooting.html#row-checksummismatchexception',
      'response body did not arrive in time': 'troubleshooting.html#row-response-did-not-arrive-in-time',
      'part file is in use by another download': 'troubleshooting.html#row-part-file-is-in-use-by-another-download',
      'stallTimeout': 'osspresigned-reference.html#row-stalltimeout',
      'max file size': 'osspresigned-reference.html#row-maxfilesize',
      'CamelPresignDownloadFileName': 'presign-reference.html#row-camelpresigndownloadfilename',
      'spring boot': 'running.html#spring-boot',
      'custom domains': 'links.html#custom-domains',
    },
    'zh/': {
      '0003-00001201': 'zh/troubleshooting.html#row-accessdenied-anonymous-0003-00001201',
      '临时访问凭证': 'zh/sts.html#',
      '签名不匹配': 'zh/troubleshooting.html#签名不匹配',
    },
  }
  for (const [language, searches] of Object.entries(expected)) {
    test(`of each search in ${language || 'English'}`, async () => {
      const page = await open()
      await visit(page, language)
      for (const [query, result] of Object.entries(searches)) {
        await page.keyboard.press('Control+k')
        await page.locator('.VPLocalSearchBox input').fill(query)
        const first = page.locator('.VPLocalSearchBox .result').first()
        const start = new URL(site + result).pathname + decodeURI(new URL(site + result).hash)
        await first.and(page.locator(`[href^="${start}"]`)).waitFor()
          .catch(async () => assert.fail(`${query}: ${await first.getAttribute('href')}`))
        const found = (await first.getAttribute('href')).slice(new URL(site).pathname.length)
        await page.keyboard.press('Enter')
        await page.waitForURL((url) => decodeURI(url.href) === site + found)
        if (result.includes('#row-')) await page.locator('tr.found').waitFor()
      }
      await page.context().close()
    })
  }
})
