// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.WebBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A request in a real browser: the owner asks on his page, a stranger sends on the page of the request. */
@Tag("slow")
@Timeout(240)
class RequestInBrowserTest {

    @TempDir
    static Path profile;

    private static RunningPortal portal;
    private static Owner owner;
    private static WebBrowser browser;

    private PortalTab tab;

    @BeforeAll
    static void start() throws Exception {
        browser = WebBrowser.start(profile);
        assumeThat(browser).as("needs chromium or firefox-esr").isNotNull();
        portal = new RunningPortal("portal.multipart-from=8388608");
        owner = new Owner(portal);
    }

    @AfterAll
    static void stop() throws Exception {
        if (browser != null) {
            browser.close();
            portal.close();
        }
    }

    @BeforeEach
    void openBrowser() {
        tab = new PortalTab(portal, browser);
    }

    private String requested(String fields) throws Exception {
        return owner.api("POST", "/api/requests", "{\"title\":\"<img src=x onerror=alert(1)>\"," + fields + "}")
                .at("/request/id")
                .textValue();
    }

    private void open(String request) throws Exception {
        tab.open("/r/" + request);
    }

    private static boolean isForm(RecordedRequest request) {
        return request.method().equals("POST") && request.target().equals("/portal/");
    }

    @Test
    void strangerSendsSmallAndLargeFiles() throws Exception {
        String request = requested("\"maxFiles\":2");
        open(request);

        tab.choose("报告 <b>.pdf", 1000);
        tab.until(PortalTab.badge("报告 <b>.pdf"), "Arrived");
        tab.choose("film.mp4", 9 * 1024 * 1024);
        tab.until(PortalTab.badge("film.mp4"), "Arrived");
        tab.choose("more.txt", 1);
        tab.until(PortalTab.badge("more.txt"), "Not finished");

        assertThat(tab.evaluate(PortalTab.row("more.txt") + ".querySelector('.notice').textContent"))
                .contains("takes no more files");
        assertThat(tab.evaluate("document.querySelectorAll('main b, main img').length + ''"))
                .isEqualTo("0");
        assertThat(owner.api("GET", "/api/shares", null).get("shares").findValuesAsText("name"))
                .contains("报告 <b>.pdf", "film.mp4");
    }

    @Test
    void fileThatIsDroppedAnywhereIsSent() throws Exception {
        open(requested("\"maxFiles\":1"));

        tab.evaluate(
                "{ const dataTransfer = new DataTransfer(); dataTransfer.items.add(new File(['1'], 'dropped.txt'));"
                        + " document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer })); } 0");

        tab.until(PortalTab.badge("dropped.txt"), "Arrived");
    }

    @Test
    void fileOutsideTheLimitsIsNotSent() throws Exception {
        open(requested("\"maxFiles\":2,\"maxSize\":1000,\"types\":[\"pdf\"]"));

        tab.choose("a.exe", 1);
        tab.until(
                "document.querySelector('#rejected').textContent",
                "\u2068a.exe\u2069 is of another type. Accepted: .pdf.");
        tab.choose("a.pdf", 1001);
        tab.until(
                "document.querySelector('#rejected').textContent",
                "\u2068a.pdf\u2069 has 1.0 kB. The limit is 1.0 kB.");
        tab.choose("A.PDF", 1000);
        tab.until(PortalTab.badge("A.PDF"), "Arrived");
    }

    @Test
    void uploadContinuesWhenTheBucketIsBack() throws Exception {
        open(requested("\"maxFiles\":1"));
        portal.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            tab.choose("film.mp4", 9 * 1024 * 1024);
            tab.until("String(" + PortalTab.row("film.mp4") + "?.querySelector('.notice').textContent !== '')", "true");
        } finally {
            portal.services.bucket().clearFaults();
        }

        tab.evaluate("const retry = " + PortalTab.row("film.mp4") + ".querySelector('.retry');"
                + " if (!retry.hidden) { retry.click(); } 0");
        tab.until(PortalTab.badge("film.mp4"), "Arrived");
    }

    @Test
    void lostResponseOfTheBucketDoesNotFailTheUpload() throws Exception {
        open(requested("\"maxFiles\":1"));
        portal.services.bucket().inject(FaultRule.of(new Fault.LostResponse()).when(RequestInBrowserTest::isForm));

        tab.choose("a.txt", 1000);

        tab.until(PortalTab.badge("a.txt"), "Arrived");
        assertThat(portal.services.bucket().requests())
                .filteredOn(RequestInBrowserTest::isForm)
                .extracting(RecordedRequest::status)
                .endsWith(409);
    }

    @Test
    void objectWithOtherBytesIsReplacedByTheFile() throws Exception {
        open(requested("\"maxFiles\":1"));
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.ConnectionReset())
                        .when(RequestInBrowserTest::isForm)
                        .always());
        tab.choose("other.txt", 1000);
        tab.until("String(" + PortalTab.row("other.txt") + "?.querySelector('.notice').textContent !== '')", "true");
        String key = portal.bean(JdbcClient.class)
                .sql("SELECT 'shares/demo/' || id FROM share_file WHERE name = 'other.txt'")
                .query(String.class)
                .single();

        portal.services.bucket().putObject("portal", key, "1".repeat(1000).getBytes(UTF_8));
        portal.services.bucket().clearFaults();
        tab.until(PortalTab.badge("other.txt"), "Not finished");
        assertThat(tab.evaluate(PortalTab.row("other.txt") + ".querySelector('.notice').textContent"))
                .startsWith("The storage has other bytes");
        tab.evaluate(PortalTab.row("other.txt") + ".querySelector('.retry').click(); 0");

        tab.until(PortalTab.badge("other.txt"), "Arrived");
        String received = portal.bean(JdbcClient.class)
                .sql("SELECT 'shares/demo/' || id FROM share_file WHERE name = 'other.txt' AND uploaded_at IS NOT NULL")
                .query(String.class)
                .single();
        assertThat(received).isNotEqualTo(key);
        assertThat(portal.services.bucket().objectBytes("portal", received)).isEqualTo(new byte[1000]);
    }

    @Test
    void pageAtAnAddressThatTheBucketDoesNotKnowSaysSoAndStops() throws Exception {
        String other = portal.origin().replace("localhost", "127.0.0.1");
        tab.open(other + "/r/" + requested("\"maxFiles\":1"));
        int before = portal.services.bucket().requests().size();

        tab.choose("a.txt", 1000);
        tab.until("String(" + PortalTab.row("a.txt") + "?.querySelector('.transfer').dataset.state)", "failed");

        assertThat(tab.evaluate(PortalTab.row("a.txt") + ".querySelector('.notice').textContent"))
                .contains("cannot send files", "any from " + other + ".");
        assertThat(portal.services.bucket().requests().stream().skip(before).map(RecordedRequest::method))
                .containsOnly("OPTIONS");
    }

    @Test
    void ownerFetchesAFileFromHisListAndFromAMail(@TempDir Path folder) throws Exception {
        assumeThat(browser)
                .as("Firefox does not respond to calls after the page has begun a download")
                .isInstanceOf(Chrome.class);
        String request = requested("\"maxFiles\":1");
        open(request);
        tab.choose("fetched.txt", 1000);
        tab.until(PortalTab.badge("fetched.txt"), "Arrived");
        browser.saveInto(folder);
        tab.openAsOwner();
        tab.until(PortalTab.badge("fetched.txt"), "Open");

        tab.evaluate(PortalTab.row("fetched.txt") + ".querySelector('.head .fetch').click(); 0");
        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");
        Files.delete(folder.resolve("fetched.txt"));
        String share = tab.evaluate(PortalTab.row("fetched.txt") + ".querySelector('.fetch').href.split('/').at(-1)");
        tab.open("/?fetch=" + share);
        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");

        tab.until("location.pathname + location.search", "/");
        tab.until(
                PortalTab.row("fetched.txt") + ".querySelector('.meta').textContent",
                "1.0 kB · Downloads: 0 · received for \u2068<img src=x onerror=alert(1)>\u2069");
        assertThat(folder.resolve("fetched.txt")).hasSize(1000);
    }

    @Test
    void pausedUploadResumes() throws Exception {
        open(requested("\"maxFiles\":1"));
        tab.choose("film.mp4", 9 * 1024 * 1024);
        tab.evaluate(PortalTab.row("film.mp4") + ".querySelector('.pause').click(); 0");
        tab.until(PortalTab.badge("film.mp4"), "Paused");

        tab.evaluate(PortalTab.row("film.mp4") + ".querySelector('.resume').click(); 0");

        tab.until(PortalTab.badge("film.mp4"), "Arrived");
    }

    @Test
    void ownerAsksAndEndsOnHisPage() throws Exception {
        tab.openAsOwner();

        tab.press("#ask");
        tab.until("document.activeElement.name", "title");
        tab.evaluate("const { title, maxFiles, types } = document.querySelector('#asking').elements;"
                + " title.value = '<i>Plans</i>'; maxFiles.value = '3'; types.value = '.pdf, DOCX'; 0");
        tab.press("#asking [type=submit]");
        tab.until(PortalTab.badge("<i>Plans</i>"), "Open");
        assertThat(tab.evaluate(PortalTab.row("<i>Plans</i>") + ".querySelector('.meta').textContent"))
                .contains("Received: 0 of 3", "only pdf, docx");
        assertThat(tab.evaluate(PortalTab.row("<i>Plans</i>") + ".querySelector('.url').value"))
                .startsWith(portal.origin() + "/r/");

        String form = PortalTab.row("<i>Plans</i>") + ".querySelector('form')";
        tab.evaluate("{ const { title, note, maxFiles, maxSize, end } = " + form + ".elements; title.value = 'Maps';"
                + " note.value = 'A0'; maxFiles.value = '0'; maxSize.value = '1.5'; end.selectedIndex = 2;"
                + " title.dispatchEvent(new Event('input', { bubbles: true })); } 0");
        tab.evaluate(form + ".requestSubmit(); 0");
        tab.until(
                form + ".querySelector('.problem').innerText",
                "The number of files is a whole number from 1 to 1,000.");
        assertThat(tab.evaluate("document.activeElement.name")).isEqualTo("maxFiles");
        tab.evaluate("document.activeElement.value = 2; " + form + ".requestSubmit(); 0");
        tab.until(PortalTab.badge("Maps"), "Open");
        assertThat(tab.evaluate(PortalTab.row("Maps") + ".querySelector('.meta').textContent"))
                .isEqualTo("Received: 0 of 2 · up to 1.5 MB each · only pdf, docx · ends in 3 days");
        assertThat(owner.api("GET", "/api/requests", null).toString()).contains("\"note\":\"A0\"");

        tab.evaluate(PortalTab.row("Maps") + ".querySelector('.end').click(); 0");
        tab.press("#end-dialog [value=do]");
        tab.until(PortalTab.badge("Maps"), "Ended");
        assertThat(tab.evaluate("String(" + PortalTab.row("Maps") + ".querySelector('form').checkVisibility())"))
                .isEqualTo("false");
        tab.evaluate(PortalTab.row("Maps") + ".querySelector('.delete').click(); 0");
        tab.press("#drop-request-dialog [value=do]");
        tab.until(PortalTab.badge("Maps"), "undefined");
    }
}
