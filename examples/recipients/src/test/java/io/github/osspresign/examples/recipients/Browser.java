// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.test.Chrome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A person in front of a browser, who puts the link into the page. */
final class Browser implements Recipient, AutoCloseable {

    private static final Map<String, Integer> EXIT_CODES = Map.of("saved", 0, "expired", 3);

    private final PageServer pages;
    private final @Nullable Chrome chrome;

    Browser(Path programs, Path workspace) throws Exception {
        pages = new PageServer(programs.resolve("browser"));
        chrome = Chrome.start(Files.createDirectories(workspace.resolve("chrome")));
    }

    /** Returns the origin that the bucket has to allow. */
    String origin() {
        return pages.origin();
    }

    @Override
    public @Nullable String missing() {
        return chrome == null ? "chromium-headless-shell or chromium" : null;
    }

    @Override
    public Outcome save(String link, Path target) throws Exception {
        Chrome started = started();
        started.saveInto(folder(target));
        Chrome.Tab tab = started.open(pages.origin() + "/download.html");
        tab.evaluate("""
                new Promise(resolve => setInterval(
                    () => document.getElementById('form')?.dataset.ready && resolve(), 20))""");
        // Typed, because the error of a failed script shows the script.
        tab.evaluate("document.getElementById('link').focus()");
        tab.type(link);
        tab.evaluate("document.getElementById('name').focus()");
        tab.type(String.valueOf(target.getFileName()));
        String state = tab.evaluate("""
                new Promise(resolve => {
                  const outcome = document.getElementById('outcome');
                  new MutationObserver(() => outcome.dataset.state !== 'running' && resolve(outcome.dataset.state))
                      .observe(outcome, { attributeFilter: ['data-state'] });
                  document.querySelector('button').click();
                })""");
        if (state.equals("saved")
                && !started.endOfDownload(started.nextDownload()).equals("completed")) {
            state = "cancelled";
        }
        String shown = tab.evaluate("document.documentElement.outerHTML + location.href");
        int exitCode = EXIT_CODES.getOrDefault(state, 1);
        return exitCode == 0 ? new Outcome(0, shown, "") : new Outcome(exitCode, "", shown);
    }

    private Chrome started() {
        if (chrome == null) {
            throw new IllegalStateException("browser: not installed; install " + missing());
        }
        return chrome;
    }

    private static Path folder(Path target) {
        return target.toAbsolutePath().resolveSibling("");
    }

    @Override
    public void close() {
        pages.close();
        if (chrome != null) {
            chrome.close();
        }
    }

    @Override
    public String toString() {
        return "browser";
    }
}
