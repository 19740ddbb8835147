// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;

/** A host pattern is the same after printing and parsing, and matches no link to another domain or port. */
class HostPatternFuzzTest {

    /** @param text a pattern, a line end, and the URL to match */
    @FuzzTest
    void patternAndUrl(byte[] text) {
        String[] lines = new String(text, UTF_8).split("\n", 2);
        HostPattern pattern;
        try {
            pattern = HostPattern.parse(lines[0]);
        } catch (IllegalArgumentException e) {
            return;
        }
        assertThat(HostPattern.parse(printed(pattern))).isEqualTo(pattern);
        LinkAddress address;
        try {
            address = LinkAddress.parse(lines[lines.length - 1]);
        } catch (HostNotAllowedException e) {
            return;
        }
        if (pattern.matches(address)) {
            assertThat(address.host()).endsWith(pattern.subdomains() ? "." + pattern.host() : pattern.host());
            assertThat(pattern.subdomains() || address.host().equals(pattern.host()))
                    .isTrue();
        }
    }

    private static String printed(HostPattern pattern) {
        Integer port = pattern.port();
        return (pattern.subdomains() ? "*." : "")
                + pattern.host()
                + (port == null ? "" : port == 0 ? ":*" : ":" + port);
    }
}
