// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Chrome;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.WebBrowser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Downloads in a real browser that are cancelled, and shares that end while their page is open or their file is sent. */
@Tag("slow")
@Timeout(240)
class DownloadInBrowserTest {

    private static final int BYTES_PER_SECOND = 500_000;
    private static final byte[] CONTENT = new byte[4 * BYTES_PER_SECOND];
    private static final String TITLE = "document.querySelector('h1').textContent";

    @TempDir
    static Path profile;

    private static SettableClock clock;
    private static RunningPortal portal;
    private static Owner owner;
    private static WebBrowser browser;

    @TempDir
    Path folder;

    private final String id = UUID.randomUUID().toString();
    private PortalTab tab;

    @BeforeAll
    static void start() throws Exception {
        browser = WebBrowser.start(profile);
        assumeThat(browser).as("needs chromium or firefox-esr").isNotNull();
        new Random(42).nextBytes(CONTENT);
        clock = new SettableClock(Instant.now());
        portal = new RunningPortal(RunningPortal.services(OssDevServer.builder().clock(clock)));
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
    void openPage() throws Exception {
        Instant now = Instant.now();
        new OpenShare(id, "demo", "film.mp4", 1).add(portal, CONTENT, now, now.plus(Duration.ofHours(1)));
        browser.saveInto(folder);
        tab = new PortalTab(portal, browser);
        tab.open("/s/" + id);
    }

    @AfterEach
    void closePage() throws Exception {
        portal.services.bucket().clearFaults();
        tab.close();
    }

    /** Clicks the button while the bucket sends slowly, and returns the id of the download. */
    private String beginSlowDownload() throws Exception {
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.SlowDrip(BYTES_PER_SECOND))
                        .when(this::isDownload)
                        .always());
        tab.press("form button");
        String download = browser.nextDownload();
        portal.services.bucket().clearFaults();
        return download;
    }

    private boolean isDownload(RecordedRequest request) {
        return request.method().equals("GET") && request.target().startsWith("/portal/shares/demo/" + id + "?");
    }

    private int downloads() {
        return portal.bean(ShareStore.class).find(id).orElseThrow().downloads();
    }

    private void revoke() throws Exception {
        owner.api("POST", "/api/shares/" + id + "/revoke", "");
    }

    @Test
    void cancelledDownloadContinuesWithoutBeingCountedAgain() throws Exception {
        assumeThat(browser).as("Firefox cannot be told to cancel").isInstanceOf(Chrome.class);
        String cancelled = beginSlowDownload();
        ((Chrome) browser).cancelDownload(cancelled);
        assertThat(browser.endOfDownload(cancelled)).isEqualTo("canceled");

        tab.open("/s/" + id);
        assertThat(tab.evaluate(TITLE)).isEqualTo("This share is used up");
        assertThat(tab.evaluate("document.querySelector('form button').textContent"))
                .isEqualTo("Continue the download");
        tab.press("form button");
        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");

        assertThat(folder.resolve("film.mp4")).hasBinaryContent(CONTENT);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void revocationLetsARunningDownloadEndButNoOtherBegin() throws Exception {
        String running = beginSlowDownload();
        revoke();

        tab.press("form button");
        tab.until(TITLE, "This share was revoked");
        assertThat(tab.evaluate("document.querySelectorAll('form').length + ''"))
                .as("what was begun cannot be continued")
                .isEqualTo("0");
        assertThat(browser.endOfDownload(running)).isEqualTo("completed");

        assertThat(folder.resolve("film.mp4")).hasBinaryContent(CONTENT);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void revokedDownloadIsContinuedByItsLinkOnlyUntilTheLinkEnds() throws Exception {
        tab.press("form button");
        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");
        revoke();
        String target = await().until(
                        () -> portal.services.bucket().requests().stream()
                                .filter(this::isDownload)
                                .map(RecordedRequest::target)
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
        URI link = portal.services.bucket().endpoint().resolve(target);
        HttpRequest rest =
                HttpRequest.newBuilder(link).header("Range", "bytes=1000-").build();
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.send(rest, BodyHandlers.discarding()).statusCode()).isEqualTo(206);
        // The link ends by the clock of the portal, and that of the server has stood still since the first test.
        Duration afterTheEnd = Duration.between(clock.instant(), Instant.now().plus(Duration.ofMinutes(6)));
        clock.set(afterTheEnd);
        try {
            assertThat(client.send(rest, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(403);
        } finally {
            clock.set(afterTheEnd.negated());
        }
    }

    @Test
    void secondClickWhileTheFirstOneRunsIsTheSameDownload() throws Exception {
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.DelayedResponse(Duration.ofMillis(500)))
                        .when(request -> request.method().equals("HEAD"))
                        .always());
        tab.evaluate("document.querySelector('form button').click();"
                + " setTimeout(() => document.querySelector('form button').click(), 300); 0");

        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");
        assertThat(folder.resolve("film.mp4")).hasBinaryContent(CONTENT);
        assertThat(downloads()).isEqualTo(1);
    }

    @Test
    void wrongPasswordIsForgottenAfterTheRightOneAndReloadDownloadsNothing() throws Exception {
        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET password_hash = '{noop}right', max_downloads = 2 WHERE id = :id")
                .param("id", id)
                .update();
        tab.open("/s/" + id);
        assertThat(tab.evaluate("document.title")).isEqualTo("A file for you");
        enter("wrong");
        tab.until(
                "document.querySelector('[role=alert]').textContent",
                "This password is not right. Capital letters matter.");
        enter("right");
        assertThat(browser.endOfDownload(browser.nextDownload())).isEqualTo("completed");

        assertThat(tab.evaluate(TITLE)).isEqualTo("film.mp4");
        assertThat(tab.evaluate("document.body.innerText")).contains("Downloads left\n1", "The download begins.");
        assertThat(tab.evaluate("document.querySelectorAll('[role=alert], [type=password]').length + ''"))
                .isEqualTo("0");
        tab.reload();
        tab.until("String(document.body.innerText.includes('The download begins'))", "false");
        assertThat(folder).isDirectoryContaining("glob:**film.mp4").isDirectoryNotContaining("glob:**film (1).mp4");
        assertThat(downloads()).isEqualTo(1);
    }

    private void enter(String password) throws Exception {
        tab.evaluate("document.querySelector('[type=password]').value = '" + password + "'; 0");
        tab.press("form button");
    }

    @Test
    void shareThatHasExpiredSinceItsPageWasOpenedSaysSo() throws Exception {
        assertThat(tab.evaluate(TITLE)).isEqualTo("film.mp4");
        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET expires_at = now() WHERE id = :id")
                .param("id", id)
                .update();

        tab.press("form button");

        tab.until(TITLE, "This share has expired");
        assertThat(tab.evaluate("document.querySelector('main p').textContent"))
                .isEqualTo("Ask the sender to extend it. The address stays the same.");
        assertThat(downloads()).isZero();
    }
}
