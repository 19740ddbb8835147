package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.Chrome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, from the login to the page of the recipient. */
@Timeout(240)
class PortalInBrowserTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    static Path profile;

    private static RunningPortal portal;
    private static Chrome chrome;

    private Chrome.Tab tab;

    @BeforeAll
    static void start() throws Exception {
        chrome = Chrome.start(profile);
        assumeThat(chrome).as("needs chromium").isNotNull();
        portal = new RunningPortal("portal.multipart-from=8388608");
    }

    @AfterAll
    static void stop() throws Exception {
        if (chrome != null) {
            chrome.close();
            portal.close();
        }
    }

    @BeforeEach
    void login() throws Exception {
        tab = chrome.open(portal.uri("/login").toString());
        until("document.querySelector('[name=username]') !== null || location.pathname === '/'", "true");
        tab.evaluate("const user = document.querySelector('[name=username]'); if (user) { user.value = 'demo';"
                + " document.querySelector('[name=password]').value = 'demo'; user.form.submit(); } 0");
        until("location.pathname + document.readyState", "/complete");
    }

    private void until(String expression, String value) {
        await().atMost(LONG)
                .ignoreExceptions()
                .untilAsserted(() ->
                        assertThat(tab.evaluate(expression)).as(() -> text()).isEqualTo(value));
    }

    private String text() {
        try {
            return tab.evaluate("location.href + ': ' + document.body.innerText")
                    + tab.evaluate("import('/assets/manage.js').then(() => 'ok', e => String(e) + e.stack)");
        } catch (Exception e) {
            return e.toString();
        }
    }

    /** Drops a file of zeros, as a person does with the mouse. */
    private void choose(String name, long size) throws Exception {
        tab.evaluate(
                "const chosen = new DataTransfer(); chosen.items.add(new File([new Uint8Array(" + size + ")], '" + name
                        + "')); const input = document.querySelector('#files'); input.files = chosen.files;"
                        + " input.dispatchEvent(new Event('change', { bubbles: true })); 0");
    }

    private String row(String name) {
        return "[...document.querySelectorAll('.share')].find(row => row.querySelector('.name').textContent === '"
                + name + "')";
    }

    @Test
    void fileThatIsDroppedCanBeDownloadedFromItsPage() throws Exception {
        choose("报告 <b>.pdf", 1000);
        until("String(" + row("报告 <b>.pdf") + "?.dataset.state)", "OPEN");

        tab = chrome.open(tab.evaluate(row("报告 <b>.pdf") + ".querySelector('.url').value"));
        until("document.querySelector('h1').textContent", "报告 <b>.pdf");

        assertThat(tab.evaluate("document.querySelector('.facts').innerText")).contains("1.0 kB");
        assertThat(tab.evaluate("document.querySelectorAll('b').length + ''")).isEqualTo("0");
    }

    @Test
    void largeFileIsSentInParts() throws Exception {
        choose("film.mp4", 9 * 1024 * 1024);

        until("String(" + row("film.mp4") + "?.dataset.state)", "OPEN");

        assertThat(portal.services.bucket().requests())
                .anyMatch(request ->
                        request.method().equals("PUT") && request.target().contains("partNumber=2"));
    }

    @Test
    void pageAsksNoOtherHost() throws Exception {
        until("document.querySelector('#shares') !== null", "true");

        String hosts = tab.evaluate(
                "[...new Set(performance.getEntriesByType('resource').map(entry => new URL(entry.name).host))].join()");
        String weight = tab.evaluate(
                "String(performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.transferSize, 0))");

        assertThat(hosts).isEqualTo(portal.uri("/").getAuthority());
        assertThat(Long.parseLong(weight)).isLessThan(150_000);
    }
}
