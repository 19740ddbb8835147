// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Any text is read to its end, and links are the same after printing and reading them. */
class LinkManifestFuzzTest {

    @FuzzTest
    void manifest(byte[] bytes) {
        String text = new String(bytes, UTF_8);

        List<PresignedLink> links = links(text, text.length());

        String json = links.stream().map(LinkJson::write).collect(Collectors.joining("\n"));
        assertThat(links(json, links.size())).isEqualTo(links);
        List<String> urls = links.stream()
                .map(PresignedLink::url)
                .filter(UriListManifest::isUrl)
                .toList();
        assertThat(links(String.join("\r\n", urls), urls.size()))
                .extracting(PresignedLink::url)
                .isEqualTo(urls);
    }

    private static List<PresignedLink> links(String text, int max) {
        List<PresignedLink> links = new ArrayList<>();
        int entries = 0;
        try (LinkManifest manifest = new LinkManifest(new StringReader(text))) {
            while (manifest.hasNext()) {
                LinkEntry entry = manifest.next();
                assertThat(++entries).isLessThanOrEqualTo(max);
                if (entry instanceof LinkEntry.Usable usable) {
                    links.add(usable.link());
                } else if (entry instanceof LinkEntry.Broken broken) {
                    assertThat(broken.failure()).hasMessageMatching("line [0-9]+: .{1,200}");
                }
            }
        }
        return links;
    }
}
