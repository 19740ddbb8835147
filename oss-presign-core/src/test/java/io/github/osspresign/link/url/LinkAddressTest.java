// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link is split without changing any character. */
class LinkAddressTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://Files.Example.com/A%2fb/../c//?x=%7E+%2B&Y, https, files.example.com, 443, /A%2fb/../c//?x=%7E+%2B&Y",
        "HTTP://a/, http, a, 80, /",
        "https://a, https, a, 443, /",
        "https://a:8443/k, https, a, 8443, /k",
        "https://a:00443/k, https, a, 443, /k",
        "https://[2400:3200::1]:1/k, https, [2400:3200::1], 1, /k",
        "https://a/?, https, a, 443, /?",
        "https://a/k?a?b/c:d@e, https, a, 443, /k?a?b/c:d@e",
        "https://a/k@b:c, https, a, 443, /k@b:c",
        "'https://a/k!$&''()*+,;=%', https, a, 443, '/k!$&''()*+,;=%'"
    })
    void splitsLinkWithoutChangingIt(String url, String scheme, String host, int port, String target) throws Exception {
        assertThat(LinkAddress.parse(url)).isEqualTo(new LinkAddress(scheme, host, port, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/k\"", "https://a/<k>", "https://a/k^", "https://a/k`", "https://a/{k}", "https://a/a|b",
                "https://a/\u00e4", "https://a/\u007f", "https://-a/k", "https://a-/k", "https://a_/k", "https://a:b/k"
            })
    void rejectsUrlsThatParsersReadDifferently(String url) {
        assertThatThrownBy(() -> LinkAddress.parse(url)).isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "1.2.3.4", "255.255.255.255", "249.199.99.9"})
    void acceptsIpv4AddressOnlyAsFourDecimalNumbers(String host) throws Exception {
        assertThat(LinkAddress.parse("https://" + host + "/k").isIpAddress()).isTrue();
        assertThatThrownBy(() -> LinkAddress.parse("https://0" + host + "/k"))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageContaining("must be a name, or an IPv4 address of four numbers up to 255, was '0");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "https://b.example/k?x=%2F, https://b.example/k?x=%2F",
        "HTTP://b.example, HTTP://b.example",
        "mailto:b, mailto:b",
        "//b.example:1/k, https://b.example:1/k",
        "/k%2f/../x?y=/, https://a.example:8443/k%2f/../x?y=/",
        "?y=/, https://a.example:8443/one/two/three?y=/",
        "k?y, https://a.example:8443/one/two/k?y",
        "./k/../x, https://a.example:8443/one/two/k/../x",
        "../k, https://a.example:8443/one/k",
        "../../k, https://a.example:8443/k",
        "../../../../k, https://a.example:8443/k",
        "'k:1', 'k:1'",
        "./k:1, https://a.example:8443/one/two/k:1",
        "'\\\\b.example/k', 'https://a.example:8443/one/two/\\\\b.example/k'"
    })
    void resolvesReferenceWithoutChangingCharacters(String reference, String url) throws Exception {
        LinkAddress address = LinkAddress.parse("https://A.example:8443/one/two/three?q=/four/");
        assertThat(address.resolve(reference)).isEqualTo(url);
    }

    @Test
    void resolvesReferenceAgainstUrlWithoutPath() throws Exception {
        assertThat(LinkAddress.parse("https://[2400::1]").resolve("../k")).isEqualTo("https://[2400::1]:443/k");
    }

    @Test
    void comparesSchemeHostAndPort() throws Exception {
        LinkAddress address = LinkAddress.parse("https://A.example/k");
        assertThat(address.hasAuthorityOf(LinkAddress.parse("https://a.example:443/x?y")))
                .isTrue();
        for (String other :
                new String[] {"http://a.example:443/k", "https://b.example/k", "https://a.example:8443/k"}) {
            assertThat(address.hasAuthorityOf(LinkAddress.parse(other)))
                    .as(other)
                    .isFalse();
        }
    }

    @Test
    void rejectsOtherTextWithoutShowingIt() {
        assertThatThrownBy(() -> LinkAddress.parse("Signature=f2f5cd2abafee71bb61c399d66696b04"))
                .hasMessage("link target: must be http(s)://host[:port]/path?query in printable ASCII, was a text"
                        + " of 42 characters that is no URL");
    }

    @Test
    void recognisesDefaultPort() throws Exception {
        assertThat(LinkAddress.parse("https://a:443/k").hasDefaultPort()).isTrue();
        assertThat(LinkAddress.parse("http://a/k").hasDefaultPort()).isTrue();
        assertThat(LinkAddress.parse("http://a:443/k").hasDefaultPort()).isFalse();
    }

    @Test
    void removesFragmentOfReference() throws Exception {
        assertThat(LinkAddress.parse("https://b.example/a/k?x=1").resolve("other?y=2#part"))
                .isEqualTo("https://b.example:443/a/other?y=2");
    }

    private static final Pattern GRAMMAR = Pattern.compile(
            "(?<scheme>[Hh][Tt][Tt][Pp][Ss]?)://(?<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+])"
                    + "(?::(?<port>[0-9]{1,5}))?(?<target>/[!-~&&[^#\\\\\"<>^`{|}]]*)?");

    private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");
    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(BYTE + "(?:\\." + BYTE + "){3}");

    private static final String[] PIECES = {
        "http", "https", "HttpS", "http\u017F", "\u017F", "\u212A", "://", ":",
        "/", "//", "[", "]", "::1", "[::1]", "[1.2.3.4]", "a",
        "Z", "0", "1", "9", "-", "_", ".", "255",
        "256", "01", "0x", "0xff", "0xfg", "65535", "65536", "99999",
        "123456", "1.2.3.4", "249.199.99.0", "b.oss-cn-hangzhou.aliyuncs.com", "?", "&", "=", "#",
        "%", "\\", "\"", "<", ">", "^", "`", "{",
        "|", "}", "~", "!", " ", "\n", "\u007f", "\u00e4",
        "@", "k"
    };

    /** The grammar as patterns, which take several times as long. */
    @Test
    void acceptsExactlyTheGrammarOfLinks() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int accepted = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder url = new StringBuilder(random.nextInt(8) == 0 ? "" : "https://");
            for (int pieces = random.nextInt(7); pieces >= 0; pieces--) {
                url.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String expected = byGrammar(url.toString());
            assertThat(parsed(url.toString())).as("seed %d: %s", seed, url).isEqualTo(expected);
            accepted += expected == null ? 0 : 1;
        }
        assertThat(accepted).isGreaterThan(10_000);
    }

    private static @Nullable String parsed(String url) {
        try {
            LinkAddress address = LinkAddress.parse(url);
            return address.scheme() + " " + address.host() + " " + address.port() + " " + address.requestTarget() + " "
                    + address.isIpAddress();
        } catch (HostNotAllowedException e) {
            return null;
        }
    }

    private static @Nullable String byGrammar(String url) {
        Matcher link = GRAMMAR.matcher(url);
        if (!link.matches()) {
            return null;
        }
        String scheme = link.group("scheme").toLowerCase(Locale.ROOT);
        String host = link.group("host").toLowerCase(Locale.ROOT);
        int defaultPort = scheme.equals("https") ? 443 : 80;
        int port = link.group("port") == null ? defaultPort : Integer.parseInt(link.group("port"));
        boolean ipv4 = IPV4.matcher(host).matches();
        if (port < 1 || port > 65535 || (ENDS_IN_NUMBER.matcher(host).matches() && !ipv4)) {
            return null;
        }
        String target = link.group("target") == null ? "/" : link.group("target");
        return scheme + " " + host + " " + port + " " + target + " " + (ipv4 || host.startsWith("["));
    }
}
