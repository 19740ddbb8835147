package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** The masked form shows no signature, whatever stands around it, and is no longer than what it masks allows. */
class UrlMaskFuzzTest {

    private static final String SIGNATURE = "c0ffee7e57c0ffee7e57c0ffee7e57";

    /** @param text what stands before the signature and, behind a line end, what stands after it */
    @FuzzTest
    void url(byte[] text) {
        String around = new String(text, UTF_8);
        if (around.contains(SIGNATURE)) {
            // The fuzzer learns the constant and writes it into the path, where a key may hold any text.
            return;
        }
        int end = around.indexOf('\n');
        String before = end < 0 ? around : around.substring(0, end);
        String after = end < 0 ? "" : around.substring(end + 1);
        String url = before + (before.indexOf('?') < 0 ? "?" : "&") + "x-oss-signature=" + SIGNATURE + after;

        String masked = UrlMask.mask(url);

        assertThat(masked).doesNotContain(SIGNATURE).doesNotContainPattern("[\\p{Cc}\\p{Zl}\\p{Zp}]");
        // In the place of a name and of a value, be they empty, and of three pieces of what stands before the query.
        long parameters = url.chars().filter(c -> c == '&').count() + 1;
        assertThat((long) masked.length())
                .isLessThanOrEqualTo(url.length() + (2 * parameters + 3) * UrlMask.HIDDEN.length());
        UrlMask.secrets(url);
    }
}
