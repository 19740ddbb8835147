// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.link.PresignedLink;
import java.util.List;
import java.util.stream.Collectors;

/** Links are extracted without duplicates and with limited length, and are the same after printing them. */
class LinkExtractorFuzzTest {

    @FuzzTest
    void text(byte[] bytes) {
        String text = new String(bytes, UTF_8);

        List<PresignedLink> links = LinkExtractor.fromText(text);

        assertThat(links)
                .doesNotHaveDuplicates()
                .allSatisfy(link -> assertThat(link.url())
                        .matches("(?i)https?://[!-~]*")
                        .hasSizeLessThanOrEqualTo(UrlReader.MAX_LENGTH));
        assertThat(links.stream().mapToInt(link -> link.url().length()).sum()).isLessThanOrEqualTo(text.length());
        String printed = links.stream().map(PresignedLink::url).collect(Collectors.joining(" \n\n "));
        assertThat(LinkExtractor.fromText(printed)).isEqualTo(links);
    }
}
