// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.Chrome;
import java.nio.file.Path;
import java.time.Duration;

/** A page in a browser, as a person uses it to upload a file. */
record UploadTab(Chrome.Tab tab) {

    private static final Duration LONG = Duration.ofMinutes(2);

    void choose(Path file) throws Exception {
        // As the click of a person does, which allows the same file again.
        tab.evaluate("document.getElementById('file').value = ''");
        tab.choose("document.getElementById('file')", file);
    }

    void click(String button) throws Exception {
        await("!document.getElementById('" + button + "').hidden");
        tab.evaluate("document.getElementById('" + button + "').click()");
    }

    void reload() throws Exception {
        tab.reload();
    }

    String evaluate(String expression) throws Exception {
        return tab.evaluate(expression);
    }

    void awaitState(String state) throws Exception {
        await("document.getElementById('page')?.dataset.state === '" + state + "'");
    }

    String notice() throws Exception {
        return tab.evaluate("document.getElementById('notice').textContent");
    }

    /** Waits in the page, a second at a time, because the browser has to reply within a minute. */
    void await(String condition) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        String isMet = "false";
        while (!isMet.equals("true")) {
            assertThat(System.nanoTime()).as(condition).isLessThan(end);
            isMet = tab.evaluate("""
                    new Promise(resolve => {
                      const end = Date.now() + 1000;
                      const look = () => (%1$s) || Date.now() > end ? resolve(Boolean(%1$s)) : setTimeout(look, 20);
                      look();
                    })""".formatted(condition));
        }
    }
}
