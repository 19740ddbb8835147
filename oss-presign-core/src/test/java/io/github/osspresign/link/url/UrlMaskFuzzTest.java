// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** A masked URL shows no signature, regardless of the text around it, and its length is limited. */
class UrlMaskFuzzTest {

    private static final String SIGNATURE = "c0ffee7e57c0ffee7e57c0ffee7e57";

    /** @param text text before the signature, a line end, and text after the signature */
    @FuzzTest
    void url(byte[] text) {
        String around = new String(text, UTF_8);
        if (around.contains(SIGNATURE)) {
            // The fuzzer learns the constant and writes it into the path, where any text is allowed.
            return;
        }
        int end = around.indexOf('\n');
        String before = end < 0 ? around : around.substring(0, end);
        String after = end < 0 ? "" : around.substring(end + 1);
        String url = before + (before.indexOf('?') < 0 ? "?" : "&") + "x-oss-signature=" + SIGNATURE + after;

        String masked = UrlMask.mask(url);

        assertThat(masked).doesNotContain(SIGNATURE).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        // Each name, each value and three parts before the query may be replaced.
        long parameters = url.chars().filter(c -> c == '&').count() + 1;
        assertThat((long) masked.length())
                .isLessThanOrEqualTo(url.length() + (2 * parameters + 3) * UrlMask.HIDDEN.length());
        UrlMask.secrets(url);
    }
}
