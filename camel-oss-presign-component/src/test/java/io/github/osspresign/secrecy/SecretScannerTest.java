// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A search that finds nothing proves something only if it finds what is there. */
class SecretScannerTest {

    private static final String SIGNATURE = "f2f5cd2abafee71bb61c399d66696b04cab13203d1a253f8b13e5b6a583724c8";

    private static List<String> findings(String output) throws IOException {
        return new SecretScanner(List.of(SIGNATURE, "geheim"))
                .findings(new ByteArrayInputStream(output.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void findsASecretWhereverItIs() throws IOException {
        for (int length : new int[] {0, 1, 65_520, 65_530, 65_536, 200_000}) {
            assertThat(findings("x".repeat(length) + SIGNATURE + " and more"))
                    .as("after %s", length)
                    .hasSize(1);
        }
        assertThat(findings("password=GEHEIM&x=" + SIGNATURE.substring(0, 20))).hasSize(2);
        assertThat(findings(SIGNATURE.substring(0, 9) + "\r\n" + SIGNATURE.substring(9)))
                .hasSize(1);
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        assertThat(findings("x-oss-signature=xxxxxx")).isEmpty();
        assertThat(findings("")).isEmpty();
    }

    @Test
    void doesNotRepeatTheSecret() throws IOException {
        assertThat(findings("x-oss-signature=" + SIGNATURE).get(0))
                .contains("x-oss-signature=")
                .doesNotContain(SIGNATURE.substring(0, 10));
    }
}
