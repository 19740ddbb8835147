// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Instant;
import java.util.regex.Pattern;

/** Any text has an explanation that shows neither the secret nor the signature. */
class LinkExplainerFuzzTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String SECRET = "s3cr3t-of-the-key-s3cr3t";
    private static final String SIGNATURE = "c0ffee7e57c0ffee7e57c0ffee7e57c0ffee7e57c0ffee7e57c0ffee7e570000";

    /** The explainer recognises a signature only by the name of its parameter. */
    private static final Pattern SIGNED =
            Pattern.compile("[^?]*\\?[^#?]*signature=" + SIGNATURE + ".*", Pattern.DOTALL);

    /** @param bytes text in which SIGNATURE is replaced by a signature */
    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, UTF_8).replace("SIGNATURE", SIGNATURE);

        Explanation explanation =
                LinkExplainer.explain(LinkQuestion.of(text, NOW).withAccessKeySecret(SECRET));

        assertThat(explanation.toString()).doesNotContain(SECRET);
        if (SIGNED.matcher(text).matches()) {
            assertThat(explanation.toString()).doesNotContain(SIGNATURE);
        }
    }
}
