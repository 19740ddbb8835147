package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
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
                .hasMessage("link target: must be http(s)://host[:port]/path?query in printable ASCII, was another text"
                        + " of 42 characters (xxxxxx)");
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
}
