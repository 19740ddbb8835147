// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URLDecoder;

/** Percent-encoded text is decoded to the original, and anything but percent-encoded UTF-8 is rejected. */
class PercentCodingFuzzTest {

    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        String encoded = ReferenceSigner.percentEncode(text);
        assertThat(PercentCoding.decode(encoded)).isEqualTo(text);
        assertThat(PercentCoding.decodeParameter(encoded)).isEqualTo(text);
        // Callers pass only ASCII.
        String ascii = text.replaceAll("[^!-~]", "");
        try {
            assertThat(PercentCoding.decodeParameter(ascii)).isEqualTo(URLDecoder.decode(ascii, UTF_8));
            assertThat(PercentCoding.decode(ascii)).isEqualTo(URLDecoder.decode(ascii.replace("+", "%2B"), UTF_8));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("must ");
        }
    }
}
