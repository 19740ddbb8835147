// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.error.HostNotAllowedException;
import java.net.URI;
import java.net.URISyntaxException;

/** An address is the same after printing and parsing, and no other parser reads another host. */
class LinkAddressFuzzTest {

    @FuzzTest
    void url(byte[] text) throws HostNotAllowedException {
        String url = new String(text, UTF_8);
        LinkAddress address;
        try {
            address = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            assertThat(ParsedPresignedUrl.find(url)).isEmpty();
            return;
        }
        String printed = address.scheme() + "://" + address.host() + ":" + address.port() + address.requestTarget();
        assertThat(LinkAddress.parse(printed)).isEqualTo(address);
        requireSameHostInJdk(url, address);
    }

    private static void requireSameHostInJdk(String url, LinkAddress address) {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            return;
        }
        // The JDK returns no host if its form is not valid in the DNS.
        if (uri.getHost() != null) {
            assertThat(uri.getHost()).isEqualToIgnoringCase(address.host());
            assertThat(uri.getPort() == -1 ? address.hasDefaultPort() : uri.getPort() == address.port())
                    .isTrue();
        }
        assertThat(uri.getUserInfo()).isNull();
    }
}
