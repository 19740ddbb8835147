package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** The JSON form of a link: any bytes are a link or refused as documented, and what is written is read the same. */
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
