// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.WebBrowser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Tab of a real browser in which a person uses the portal. */
final class PortalTab {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RunningPortal portal;
    private final WebBrowser browser;
    private final String first;
    private WebBrowser.Tab tab;

    PortalTab(RunningPortal portal, WebBrowser browser) {
        this(portal, browser, "");
    }

    /** @param first script that runs before those of each page */
    PortalTab(RunningPortal portal, WebBrowser browser, String first) {
        this.portal = portal;
        this.browser = browser;
        this.first = first;
    }

    /** Opens a page in place of the one that was open, whatever is typed there. */
    void open(String path) throws Exception {
        if (tab != null) {
            tab.close();
        }
        tab = browser.open(portal.uri(path).toString(), first);
        until("String(location.protocol === 'http:' && document.readyState === 'complete')", "true");
    }

    /** Opens the page of the owner, and logs in if that is needed. */
    void openAsOwner() throws Exception {
        open("/");
        if (evaluate("location.pathname").equals("/login")) {
            evaluate("document.querySelector('[name=username]').value = 'demo';"
                    + " document.querySelector('[name=password]').value = 'demo'; document.forms[0].submit(); 0");
        }
        until("location.pathname + document.readyState", "/complete");
        until("String(document.querySelector('#loading').hidden)", "true");
    }

    void reload() throws Exception {
        tab.reload();
    }

    String evaluate(String expression) throws Exception {
        return tab.evaluate(expression);
    }

    void until(String expression, String value) {
        until(expression, value, LONG);
    }

    void until(String expression, String value, Duration longest) {
        await().atMost(longest)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .untilAsserted(() -> {
                    String found = tab.evaluate(expression);
                    if (!found.equals(value)) {
                        String shown = tab.evaluate("location.href + ': ' + document.body.innerText");
                        assertThat(found).as(shown).isEqualTo(value);
                    }
                });
    }

    void press(String selector) throws Exception {
        tab.evaluate("document.querySelector('" + selector + "').click(); 0");
    }

    /** Presses Tab until the focus is visibly on an element. */
    void tabTo(String element) throws Exception {
        for (int i = 0; i < 100; i++) {
            tab.press("Tab");
            if (evaluate("String(document.activeElement === " + element + ")").equals("true")) {
                assertThat(evaluate("getComputedStyle(document.activeElement).outlineStyle"))
                        .isEqualTo("solid");
                return;
            }
        }
        throw new AssertionError("cannot be reached with the key Tab: " + element);
    }

    void pressEnter() throws Exception {
        tab.press("Enter");
    }

    void type(String text) throws Exception {
        tab.type(text);
    }

    void paste() throws Exception {
        tab.paste();
    }

    /** Chooses a file of zeros, as a person does with the keyboard. */
    void choose(String name, long size) throws Exception {
        choose(List.of(name), size);
    }

    /** Chooses several files of zeros at once. */
    void choose(List<String> names, long size) throws Exception {
        tab.evaluate("{ const chosen = new DataTransfer(); for (const name of '" + String.join("|", names)
                + "'.split('|')) chosen.items.add(new File([new Uint8Array(" + size + ")], name));"
                + " const input = document.querySelector('#files, #drop-files'); input.files = chosen.files;"
                + " input.dispatchEvent(new Event('change', { bubbles: true })); } 0");
    }

    /** Chooses a file of the disk in a field. */
    void choose(String field, Path file) throws Exception {
        tab.choose("document.querySelector('" + field + "')", file);
    }

    void bringToFront() throws Exception {
        tab.bringToFront();
    }

    void close() throws Exception {
        tab.close();
    }

    void show(int width, int height, String colorScheme) throws Exception {
        tab.show(width, height, colorScheme);
    }

    void reloadWithoutScripts() throws Exception {
        tab.reloadWithoutScripts();
    }

    void cutOff(boolean isOffline) throws Exception {
        tab.cutOff(isOffline);
    }

    /** Returns the expression of the row of a share, a request or a file. */
    static String row(String name) {
        return "[...document.querySelectorAll('li.share')].find(row => row.querySelector('.name').textContent === '"
                + name + "')";
    }

    static String badge(String name) {
        return "String(" + row(name) + "?.querySelector('.badge').textContent)";
    }
}
