// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.osspresign.test.WebBrowser;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The pages in a real browser, from the login to the page of the recipient. */
@Tag("slow")
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalInBrowserTest {

    private RunningPortal portal;
    private WebBrowser browser;
    private PortalTab tab;

    /** Starts the browser of the tests. */
    WebBrowser start(Path profile) throws Exception {
        return WebBrowser.start(profile);
    }

    @BeforeAll
    void startAll(@TempDir Path profile, TestInfo test) throws Exception {
        browser = start(profile);
        assumeThat(browser)
                .as(test.getDisplayName() + ": its browser is not installed, or too old")
                .isNotNull();
        portal = new RunningPortal("portal.multipart-from=8388608");
    }

    @AfterAll
    void stopAll() throws Exception {
        if (browser != null) {
            browser.close();
            portal.close();
        }
    }

    @BeforeEach
    void login() throws Exception {
        tab = new PortalTab(portal, browser);
        tab.openAsOwner();
    }

    @Test
    void fileThatIsDroppedCanBeDownloadedFromItsPage() throws Exception {
        tab.choose("报告 <b>.pdf", 1000);
        tab.until("String(" + PortalTab.row("报告 <b>.pdf") + "?.dataset.state)", "OPEN");

        String page = tab.evaluate(PortalTab.row("报告 <b>.pdf") + ".querySelector('.url').value");
        tab.open(page.substring(portal.origin().length()));
        tab.until("document.querySelector('h1').textContent", "报告 <b>.pdf");

        assertThat(tab.evaluate("document.querySelector('.facts').innerText")).contains("1.0 kB");
        assertThat(tab.evaluate("document.querySelectorAll('b').length + ''")).isEqualTo("0");
    }

    @Test
    void filesThatAreChosenTogetherAreOneShareWithTheOptionsThatWereSetBefore() throws Exception {
        tab.evaluate("{ const { password, maxDownloads, title } = document.querySelector('#options').elements;"
                + " password.value = 'secret'; maxDownloads.value = '3'; title.value = 'Photos'; } 0");

        tab.choose(IntStream.range(0, 12).mapToObj(i -> "photo " + i + ".jpg").toList(), 1000);
        tab.until(PortalTab.badge("Photos"), "Open");

        assertThat(tab.evaluate(PortalTab.row("Photos") + ".querySelector('.meta').textContent"))
                .startsWith("12.0 kB · Downloads: 0 of 3")
                .endsWith("password");
        assertThat(tab.evaluate(PortalTab.row("Photos") + ".querySelector('.kind').textContent"))
                .isEqualTo("12");
        String page = tab.evaluate(PortalTab.row("Photos") + ".querySelector('.url').value");
        tab.open(page.substring(portal.origin().length()));
        tab.evaluate(
                "document.querySelector('[name=password]').value = 'secret'; document.forms[0].requestSubmit(); 0");
        tab.until("String(document.querySelectorAll('.files button').length)", "12");
    }

    @Test
    void sharesAreFoundSortedAndDeletedTogether() throws Exception {
        for (String name : List.of("b find.txt", "a find.txt", "other.txt")) {
            tab.choose(name, 10);
            tab.until(PortalTab.badge(name), "Open");
        }
        tab.evaluate("document.querySelector('#search').value = 'FIND';"
                + " document.querySelector('#search').dispatchEvent(new Event('input')); 0");
        String names = "[...document.querySelectorAll('#shares .name')].map(name => name.textContent).join()";
        tab.until(names, "a find.txt,b find.txt");
        tab.evaluate("document.querySelector('#order').value = 'name';"
                + " document.querySelector('#order').dispatchEvent(new Event('change')); 0");
        tab.until(names, "a find.txt,b find.txt");

        tab.press("#pick-all");
        tab.until("document.querySelector('#picked').textContent", "Selected: 2");
        tab.press("#delete-several");
        tab.press("#delete-dialog [value=do]");

        tab.until(names, "");
        tab.evaluate("document.querySelector('#search').value = '';"
                + " document.querySelector('#search').dispatchEvent(new Event('input')); 0");
        tab.until(PortalTab.badge("other.txt"), "Open");
    }

    @Test
    void largeFileIsSentInParts() throws Exception {
        tab.choose("film.mp4", 9 * 1024 * 1024);

        tab.until("String(" + PortalTab.row("film.mp4") + "?.dataset.state)", "OPEN");

        assertThat(portal.services.bucket().requests())
                .anyMatch(request ->
                        request.method().equals("PUT") && request.target().contains("partNumber=2"));
    }

    @Test
    void keyboardAloneCopiesShowsAndMailsTheAddress() throws Exception {
        tab.choose("keys.txt", 10);
        String row = PortalTab.row("keys.txt");
        tab.until("String(" + row + "?.dataset.state)", "OPEN");

        tab.tabTo(row + ".querySelector('.head .copy')");
        tab.pressEnter();
        tab.until("document.activeElement.textContent", "Copied");

        tab.tabTo(row + ".querySelector('.toggle')");
        tab.pressEnter();
        tab.until("document.activeElement.ariaExpanded", "false");
        tab.pressEnter();
        tab.until("document.activeElement.ariaExpanded", "true");
        tab.until("String(" + row + ".querySelector('.qr').naturalWidth > 0)", "true");
        assertThat(tab.evaluate(row + ".querySelector('.qr').alt")).contains("keys.txt");

        tab.tabTo(row + ".querySelector('[name=note]')");
        tab.paste();
        assertThat(tab.evaluate("document.activeElement.value"))
                .isEqualTo(tab.evaluate(row + ".querySelector('.url').value"));

        tab.tabTo(row + ".querySelector('[name=to]')");
        tab.type("bob@example.com");
        tab.tabTo(row + ".querySelector('.mail [type=submit]')");
        tab.pressEnter();
        tab.until(row + ".querySelector('.mail .outcome').textContent", "Sent to bob@example.com");
        assertThat(portal.mail.getReceivedMessages()[0].getAllRecipients())
                .extracting(String::valueOf)
                .containsExactly("bob@example.com");
    }

    @Test
    void pageAsksNoOtherHost() throws Exception {
        tab.until("document.querySelector('#shares') !== null", "true");

        String hosts = tab.evaluate(
                "[...new Set(performance.getEntriesByType('resource').map(entry => new URL(entry.name).host))].join()");
        String weight = tab.evaluate(
                "String(performance.getEntriesByType('resource').reduce((sum, entry) => sum + entry.transferSize, 0))");

        assertThat(hosts).isEqualTo(portal.uri("/").getAuthority());
        assertThat(Long.parseLong(weight)).isLessThan(100_000);
    }
}
