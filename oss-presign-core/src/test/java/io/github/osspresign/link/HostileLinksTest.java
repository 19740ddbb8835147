// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.test.HostileLink;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each link of the corpus is rejected because of its text or of the addresses of its host. */
class HostileLinksTest {

    private static final int PORT = 54321;

    static Stream<HostileLink> links() {
        return HostileLink.all().stream();
    }

    @Test
    void corpusHasAllKindsWithReasons() {
        List<HostileLink> links = HostileLink.all();
        assertThat(links.stream().map(HostileLink::text).distinct().count()).isGreaterThanOrEqualTo(400);
        assertThat(links).allSatisfy(link -> assertThat(link.reason()).isNotBlank());
        assertThat(links.stream()
                        .map(link -> List.of(link.options(), link.resolves(), link.text()))
                        .toList())
                .as("no link occurs twice")
                .doesNotHaveDuplicates();
        assertThat(links.stream().map(HostileLink::kind).distinct())
                .containsExactlyInAnyOrder(
                        "private",
                        "loopback",
                        "link-local",
                        "carrier",
                        "metadata",
                        "special",
                        "public",
                        "embedded",
                        "number",
                        "name",
                        "resolves",
                        "gate",
                        "suffix",
                        "dot",
                        "user info",
                        "backslash",
                        "case",
                        "look-alike",
                        "port",
                        "scheme",
                        "character",
                        "encoding",
                        "bracket",
                        "long");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void rejectsHostileLink(HostileLink link) {
        assertThatThrownBy(() -> checkAll(link))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageStartingWith("link target: must be ");
    }

    private static void checkAll(HostileLink link) throws Exception {
        HostPolicy policy = HostilePolicy.of(link);
        policy.check(link.link(PORT));
        String host = LinkAddress.parse(link.link(PORT)).host();
        for (InetAddress address : link.addressesOf(host.replaceAll("[\\[\\]]", ""))) {
            policy.check(host, address);
        }
    }
}
