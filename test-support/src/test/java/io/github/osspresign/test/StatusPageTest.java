// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.test.Chrome.Tab;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The status page of the dev server in a browser. The test is in this module because the dev server depends on no other
 * module, and the browser driver is here.
 */
class StatusPageTest {

    private static final String HOSTILE = "<img src=x onerror=\"document.title='hacked'\">";

    @TempDir
    static Path profile;

    @AutoClose
    private static Chrome browser;

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket("demo").adminPort(0).start();

    @BeforeAll
    static void startBrowser() throws Exception {
        browser = Chrome.require(profile);
    }

    @BeforeEach
    void putHostileObject() {
        server.putObject("demo", HOSTILE + "/" + HOSTILE + ".txt", new byte[2048]);
    }

    private Tab page() throws Exception {
        Tab tab = browser.open(server.adminEndpoint().toString());
        await(tab, "document.querySelectorAll('#object-list tr, #fault option').length > 10");
        return tab;
    }

    /** Waits in the page until the condition holds; again in the next page if the tab navigates meanwhile. */
    private static void await(Tab tab, String condition) throws Exception {
        Instant end = Instant.now().plusSeconds(20);
        while (true) {
            try {
                assertThat(waited(tab, condition)).as(condition).isEqualTo("yes");
                return;
            } catch (IllegalStateException e) {
                boolean navigated = e.getMessage() != null && e.getMessage().contains("navigated");
                if (!navigated || Instant.now().isAfter(end)) {
                    throw e;
                }
            }
        }
    }

    private static String waited(Tab tab, String condition) throws Exception {
        return tab.evaluate("""
                        new Promise(resolve => {
                          const start = Date.now();
                          const look = () => {
                            let holds = false;
                            try { holds = %s; } catch (e) { /* The page is not there yet. */ }
                            if (holds) { resolve('yes'); }
                            else if (Date.now() - start > 20000) { resolve('no: ' + document.body.innerText); }
                            else { setTimeout(look, 20); }
                          };
                          look();
                        })""".formatted(condition));
    }

    private static void click(Tab tab, String text) throws Exception {
        String button = "[...document.querySelectorAll('button')].find(b => b.textContent === `" + text + "`)";
        await(tab, button + " !== undefined");
        tab.evaluate(button + ".click()");
    }

    private static void fill(Tab tab, String id, String value) throws Exception {
        tab.evaluate("document.getElementById('" + id + "').value = `" + value + "`");
    }

    private static String makeLink(Tab tab, String key) throws Exception {
        fill(tab, "link-key", key);
        click(tab, "Make link");
        await(tab, "document.querySelector('#made textarea') !== null");
        return tab.evaluate("document.querySelector('#made textarea').value");
    }

    private static String text(Tab tab, String id) throws Exception {
        return tab.evaluate("document.getElementById('" + id + "').innerText");
    }

    private int send(String method, String url, String... headers) throws Exception {
        HttpRequest.Builder request = Http.request(url).method(method, HttpRequest.BodyPublishers.noBody());
        return Http.send(headers.length > 0 ? request.headers(headers) : request)
                .statusCode();
    }

    private static void assertUnharmed(Tab tab) throws Exception {
        assertThat(tab.evaluate("document.title")).isEqualTo("oss-dev-server");
        assertThat(tab.evaluate("document.querySelectorAll('img, main script').length"))
                .isEqualTo("0");
    }

    @Test
    void showsHostileKeysTargetsAndHeadersAsText() throws Exception {
        Tab tab = page();
        send("GET", server.endpoint() + "/demo/%3Cimg%20src=x%3E", "x-a", HOSTILE, "Referer", HOSTILE);
        click(tab, "demo");
        click(tab, HOSTILE + "/");
        click(tab, HOSTILE + ".txt");
        assertThat(text(tab, "object-list")).contains(HOSTILE + ".txt", "2.0 KiB");
        await(tab, "document.querySelector('#made textarea').value.includes('%3Cimg')");
        await(tab, "document.getElementById('request-list').textContent.includes('<img src=x onerror')");
        assertUnharmed(tab);
        assertThat(send("GET", tab.evaluate("document.querySelector('#made textarea').value")))
                .isEqualTo(200);
    }

    @Test
    void makesLinkAndExplainsIt() throws Exception {
        Tab tab = page();
        fill(tab, "link-method", "PUT");
        String link = makeLink(tab, "a b.txt");
        assertThat(send("PUT", link)).isEqualTo(200);

        click(tab, "Explain");
        fill(tab, "pasted", link);
        fill(tab, "explain-method", "GET");
        tab.evaluate("document.getElementById('explain-form').requestSubmit()");
        await(tab, "document.getElementById('verdict').innerText.includes('SignatureDoesNotMatch')");
        assertThat(text(tab, "verdict")).contains("The signature is correct for PUT, not for 'GET'.");
        fill(tab, "explain-method", "PUT");
        tab.evaluate("document.getElementById('explain-form').requestSubmit()");
        await(tab, "document.getElementById('verdict').innerText.includes('Accepted')");
        assertThat(text(tab, "verdict"))
                .contains("Valid until")
                .doesNotContain(link.replaceFirst(".*x-oss-signature=", ""));
    }

    @Test
    void listsRequestsWithVerdictWhileTheyArrive() throws Exception {
        Tab tab = page();
        assertThat(text(tab, "requests")).contains("No requests yet.");
        send("GET", server.endpoint() + "/demo/k");
        await(tab, "document.getElementById('request-list').childElementCount === 1");
        assertThat(text(tab, "request-list")).contains("403", "GET /demo/k", "AccessDenied", "has no signature");
        assertThat(text(tab, "requests")).doesNotContain("No requests yet.");
    }

    @Test
    void addsListsAndClearsFaults() throws Exception {
        Tab tab = page();
        fill(tab, "fault", "CutBodyAfter");
        tab.evaluate("document.getElementById('fault').dispatchEvent(new Event('change'))");
        click(tab, "Add fault");
        await(tab, "document.getElementById('fault-error').textContent.startsWith('bytes: must be a number')");
        fill(tab, "fault-bytes-value", "7");
        fill(tab, "fault-times", "always");
        click(tab, "Add fault");
        await(
                tab,
                "document.getElementById('fault-list').innerText.includes('fault=CutBodyAfter&bytes=7&times=always')");
        assertThat(server.faults())
                .containsExactly(FaultRule.of(new Fault.CutBodyAfter(7)).always());
        click(tab, "Clear all");
        await(tab, "!document.getElementById('no-faults').hidden");
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void policyForbidsInlineScripts() throws Exception {
        Tab tab = page();
        tab.evaluate("""
                new Promise(resolve => {
                  document.addEventListener('securitypolicyviolation', resolve);
                  const script = document.createElement('script');
                  script.textContent = "document.title = 'hacked'";
                  document.body.append(script);
                }).then(() => document.querySelector('body > script').remove())""");
        assertUnharmed(tab);
    }

    @Test
    void pageOfOtherOriginCannotReachAdminPort() throws Exception {
        server.putObject(
                "demo", "evil.html", """
                <title>waiting</title><script>
                const admin = '%1$s';
                const form = () => new URLSearchParams('fault=NoCrc64');
                Promise.allSettled([
                  fetch(admin + '/faults', {method: 'POST', mode: 'no-cors', body: form()}),
                  fetch(admin + '/faults', {method: 'POST', body: form()}),
                  fetch(admin + '/api/requests?after=0').then(r => r.text()),
                ]).then(all => { document.title = all.map(one => one.status).join(); });
                </script><form method=post action='%1$s/faults'><input name=fault value=NoCrc64></form>
                """.formatted(server.adminEndpoint()).getBytes(UTF_8));
        Tab maker = page();
        Tab evil = browser.open(makeLink(maker, "evil.html"));
        await(evil, "document.title.includes(',')");
        // The browser sends the first, whose response the page cannot read.
        assertThat(evil.evaluate("document.title")).isEqualTo("fulfilled,rejected,rejected");
        evil.evaluate("document.forms[0].submit()");
        await(evil, "document.body.innerText.includes('Host: must be localhost')");
        assertThat(server.faults()).isEmpty();
    }

    @Test
    void everyControlHasNameAndCanBeReachedByKeyboard() throws Exception {
        Tab tab = page();
        assertThat(tab.evaluate("""
                        [...document.querySelectorAll('input, select, textarea')]
                          .filter(c => c.labels.length === 0 && !c.ariaLabel).map(c => c.id).join()""")).isEmpty();
        fill(tab, "pasted", "nothing");
        tab.evaluate("document.getElementById('pasted').focus()");
        tab.press("Tab");
        tab.press("Tab");
        assertThat(tab.evaluate("document.activeElement.textContent")).isEqualTo("Explain");
        assertThat(tab.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    @Test
    void fitsWindowAndFollowsColorScheme() throws Exception {
        server.putObject("demo", "long-".repeat(100), new byte[0]);
        Tab tab = page();
        click(tab, "demo");
        makeLink(tab, "long-".repeat(100));
        for (int width : new int[] {360, 1280}) {
            for (boolean isDark : new boolean[] {false, true}) {
                tab.show(width, 800, isDark ? "dark" : "light");

                assertThat(Integer.parseInt(tab.evaluate("document.documentElement.scrollWidth")))
                        .isLessThanOrEqualTo(width);
                assertThat(tab.evaluate("getComputedStyle(document.body).backgroundColor"))
                        .isEqualTo(isDark ? "rgb(20, 23, 27)" : "rgb(245, 246, 248)");
            }
        }
    }
}
