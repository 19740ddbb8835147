// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A pattern is a host or the subdomains of a domain, and nothing else. */
class HostPatternTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "files.example.com, files.example.com, false,",
        "' Files.Example.com ', files.example.com, false,",
        "*.example.com, example.com, true,",
        "files.example.com:8443, files.example.com, false, 8443",
        "files.example.com:*, files.example.com, false, 0",
        "*.example.com:65535, example.com, true, 65535",
        "10.0.0.1, 10.0.0.1, false,",
        "[::1]:9000, [::1], false, 9000",
        "localhost, localhost, false,"
    })
    void parsesHostsSubdomainsAndPorts(String text, String host, boolean subdomains, @Nullable Integer port) {
        assertThat(HostPattern.parse(text)).isEqualTo(new HostPattern(host, subdomains, port));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "any host, *",
        "any host on a port, *:443",
        "subdomains of no domain, *.",
        "a star inside, files.*.com",
        "a star without a dot, *example.com",
        "two stars, *.*.example.com",
        "a URL, https://files.example.com",
        "a path, files.example.com/k",
        "user info, a@files.example.com",
        "a colon without a port, files.example.com:",
        "port 0, files.example.com:0",
        "a port too large, files.example.com:65536",
        "a port with too many digits, files.example.com:000443",
        "a trailing dot, files.example.com.",
        "a leading dot, .example.com",
        "another alphabet, фiles.example.com",
        "two hosts, 'a.example, b.example'",
        "a line break, 'a.example\nb.example'",
        "IPv6 without brackets, ::1",
        "an empty text, ''"
    })
    void rejectsInvalidPatterns(String reason, String text) {
        assertThatThrownBy(() -> HostPattern.parse(text))
                .as(reason)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowedHosts: must be ")
                .hasMessageEndingWith(", was '" + text.replace("\n", "\\n") + "'");
    }

    @Test
    void doesNotConvertTurkishDottedCapitalI() {
        assertThat(HostPattern.parse("FILES.EXAMPLE.COM").host()).isEqualTo("files.example.com");
        assertThatThrownBy(() -> HostPattern.parse("f\u0130les.example.com"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
