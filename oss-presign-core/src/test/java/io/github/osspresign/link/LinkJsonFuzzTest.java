package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Any bytes are a link or rejected as documented, and a link is the same after writing and reading. */
class LinkJsonFuzzTest {

    @FuzzTest
    void json(byte[] bytes) throws IOException {
        PresignedLink link;
        try {
            link = LinkJson.read(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("link").hasNoCause();
            return;
        }
        assertThat(LinkJson.read(LinkJson.write(link))).isEqualTo(link);
    }
}
