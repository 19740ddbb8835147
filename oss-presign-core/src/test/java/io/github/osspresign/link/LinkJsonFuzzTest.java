// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes are a link or rejected as documented, and a link is the same after writing and reading. */
class LinkJsonFuzzTest {

    @FuzzTest
    void json(byte[] bytes) {
        PresignedLink link;
        try {
            link = LinkJson.read(new String(bytes, UTF_8));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("link").hasNoCause();
            return;
        }
        assertThat(LinkJson.read(LinkJson.write(link))).isEqualTo(link);
    }
}
