package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.HostNotAllowedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A link is split, and nothing in it is changed. */
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
    void splits(String url, String scheme, String host, int port, String target) throws Exception {
        assertThat(LinkAddress.parse(url)).isEqualTo(new LinkAddress(scheme, host, port, target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a/k\"", "https://a/<k>", "https://a/k^", "https://a/k`", "https://a/{k}", "https://a/a|b",
                "https://a/\u00e4", "https://a/\u007f", "https://-a/k", "https://a-/k", "https://a_/k", "https://a:b/k"
            })
    void refusesWhatReadersDisagreeAbout(String url) {
        assertThatThrownBy(() -> LinkAddress.parse(url)).isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void saysNothingOfATextThatIsNoUrl() {
        assertThatThrownBy(() -> LinkAddress.parse("Signature=f2f5cd2abafee71bb61c399d66696b04"))
                .hasMessage("target of the link: expected http(s)://host[:port]/path?query in printable ASCII"
                        + " but was 42 characters of another kind (xxxxxx)");
    }

    @Test
    void knowsTheDefaultPort() throws Exception {
        assertThat(LinkAddress.parse("https://a:443/k").hasDefaultPort()).isTrue();
        assertThat(LinkAddress.parse("http://a/k").hasDefaultPort()).isTrue();
        assertThat(LinkAddress.parse("http://a:443/k").hasDefaultPort()).isFalse();
    }
}
