package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.Chrome;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A request in a real browser: the owner asks on his page, a stranger sends on the page of the request. */
@Timeout(240)
class RequestInBrowserTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    static Path profile;

    private static RunningPortal portal;
    private static Owner owner;
    private static Chrome chrome;

    private Chrome.Tab tab;

    @BeforeAll
    static void start() throws Exception {
        chrome = Chrome.start(profile);
        assumeThat(chrome).as("needs chromium").isNotNull();
        portal = new RunningPortal("portal.multipart-from=8388608");
        owner = new Owner(portal);
    }

    @AfterAll
    static void stop() throws Exception {
        if (chrome != null) {
            chrome.close();
            portal.close();
        }
    }

    private void until(String expression, String value) {
        await().atMost(LONG).ignoreExceptions().untilAsserted(() -> {
            String shown = tab.evaluate("location.href + ': ' + document.body.innerText");
            assertThat(tab.evaluate(expression)).as(shown).isEqualTo(value);
        });
    }

    private String requested(String fields) throws Exception {
        return owner.api("POST", "/api/requests", "{\"title\":\"<img src=x onerror=alert(1)>\"," + fields + "}")
                .at("/request/id")
                .textValue();
    }

    private void open(String request) throws Exception {
        tab = chrome.open(portal.uri("/r/" + request).toString());
        until("String(document.readyState === 'complete' && document.querySelector('#drop') !== null)", "true");
    }

    /** Chooses a file of zeros, as a person does with the keyboard. */
    private void choose(String name, long size) throws Exception {
        tab.evaluate("{ const chosen = new DataTransfer(); chosen.items.add(new File([new Uint8Array(" + size + ")], '"
                + name
                + "')); const input = document.querySelector('#drop-files'); input.files = chosen.files;"
                + " input.dispatchEvent(new Event('change', { bubbles: true })); } 0");
    }

    private static String row(String name) {
        return "[...document.querySelectorAll('li.share')].find(row => row.querySelector('.name').textContent === '"
                + name + "')";
    }

    private static String badge(String name) {
        return "String(" + row(name) + "?.querySelector('.badge').textContent)";
    }

    private void press(String selector) throws Exception {
        tab.evaluate("document.querySelector('" + selector + "').click(); 0");
    }

    @Test
    void strangerSendsSmallAndLargeFiles() throws Exception {
        String request = requested("\"maxFiles\":2");
        open(request);

        choose("报告 <b>.pdf", 1000);
        until(badge("报告 <b>.pdf"), "Arrived");
        choose("film.mp4", 9 * 1024 * 1024);
        until(badge("film.mp4"), "Arrived");
        choose("more.txt", 1);
        until(badge("more.txt"), "Not finished");

        assertThat(tab.evaluate(row("more.txt") + ".querySelector('.notice').textContent"))
                .contains("takes no more files");
        assertThat(tab.evaluate("document.querySelectorAll('main b, main img').length + ''"))
                .isEqualTo("0");
        assertThat(owner.api("GET", "/api/shares", null).get("shares").findValuesAsText("name"))
                .contains("报告 <b>.pdf", "film.mp4");
    }

    @Test
    void fileOutsideTheLimitsIsNotSent() throws Exception {
        open(requested("\"maxFiles\":2,\"maxSize\":1000,\"types\":[\"pdf\"]"));

        choose("a.exe", 1);
        until("document.querySelector('#rejected').innerText", "\u2068a.exe\u2069 is of another type. Accepted: .pdf.");
        choose("a.pdf", 1001);
        until("document.querySelector('#rejected').innerText", "\u2068a.pdf\u2069 has 1.0 kB. The limit is 1.0 kB.");
        choose("A.PDF", 1000);
        until(badge("A.PDF"), "Arrived");
    }

    @Test
    void uploadContinuesWhenTheBucketIsBack() throws Exception {
        open(requested("\"maxFiles\":1"));
        portal.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            choose("film.mp4", 9 * 1024 * 1024);
            until("String(" + row("film.mp4") + "?.querySelector('.notice').textContent !== '')", "true");
        } finally {
            portal.services.bucket().clearFaults();
        }

        tab.evaluate("const retry = " + row("film.mp4") + ".querySelector('.retry');"
                + " if (!retry.hidden) { retry.click(); } 0");
        until(badge("film.mp4"), "Arrived");
    }

    @Test
    void pausedUploadResumes() throws Exception {
        open(requested("\"maxFiles\":1"));
        choose("film.mp4", 9 * 1024 * 1024);
        tab.evaluate(row("film.mp4") + ".querySelector('.pause').click(); 0");
        until(badge("film.mp4"), "Paused");

        tab.evaluate(row("film.mp4") + ".querySelector('.resume').click(); 0");

        until(badge("film.mp4"), "Arrived");
    }

    @Test
    void ownerAsksAndEndsOnHisPage() throws Exception {
        tab = chrome.open(portal.uri("/login").toString());
        until("document.querySelector('[name=username]') !== null || location.pathname === '/'", "true");
        tab.evaluate("const user = document.querySelector('[name=username]'); if (user) { user.value = 'demo';"
                + " document.querySelector('[name=password]').value = 'demo'; user.form.submit(); } 0");
        until("location.pathname + document.readyState", "/complete");

        press("#ask");
        until("document.activeElement.name", "title");
        tab.evaluate("const { title, maxFiles, types } = document.querySelector('#asking').elements;"
                + " title.value = '<i>Plans</i>'; maxFiles.value = '3'; types.value = '.pdf, DOCX'; 0");
        press("#asking [type=submit]");
        until(badge("<i>Plans</i>"), "Open");
        assertThat(tab.evaluate(row("<i>Plans</i>") + ".querySelector('.meta').textContent"))
                .contains("Received: 0 of 3", "only pdf, docx");
        assertThat(tab.evaluate(row("<i>Plans</i>") + ".querySelector('.url').value"))
                .startsWith(portal.origin() + "/r/");

        tab.evaluate(row("<i>Plans</i>") + ".querySelector('.end').click(); 0");
        press("#end-dialog [value=do]");
        until(badge("<i>Plans</i>"), "Ended");
        tab.evaluate(row("<i>Plans</i>") + ".querySelector('.delete').click(); 0");
        press("#drop-request-dialog [value=do]");
        until(badge("<i>Plans</i>"), "undefined");
    }
}
