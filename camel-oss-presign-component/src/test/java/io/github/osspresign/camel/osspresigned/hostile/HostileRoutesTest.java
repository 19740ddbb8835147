// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.HostileLink;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No link of the corpus of hostile links passes a route, wherever it is in the message. */
class HostileRoutesTest extends OssPresignedTestSupport {

    HostileRoutesTest() {
        withoutRouteBuilder();
    }

    /** Links with hosts that are hostile on any machine, without those that depend on DNS. */
    static Stream<HostileLink> links() {
        return HostileLink.all().stream().filter(link -> link.resolves().isEmpty());
    }

    @Test
    void producerRefusesHostileLinksInBodyAndHeader() throws Exception {
        context.start();
        int refused = 0;
        try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (HostileLink link : links().toList()) {
                String url = link.link(listener.getLocalPort());
                String options = link.options().isEmpty() ? "" : link.options() + "&";
                String endpoint = "osspresigned:" + inbox() + "?" + options + "maxAttempts=1&connectTimeout=2s";
                assertRefused(link, endpoint, url, Map.of());
                assertRefused(link, endpoint, "body", Map.of(OssPresignedConstants.URL, url));
                assertRefused(link, endpoint, json(url), Map.of());
                refused++;
            }
            listener.setSoTimeout(1);
            assertThatThrownBy(listener::accept).as("nobody has connected").isInstanceOf(SocketTimeoutException.class);
        }
        assertThat(refused).isGreaterThan(440);
        assertThat(filesIn(inbox())).isEmpty();
    }

    private void assertRefused(HostileLink link, String endpoint, Object body, Map<String, Object> headers) {
        assertThatThrownBy(() -> send(endpoint, body, headers))
                .as(link.toString())
                .isInstanceOf(HostNotAllowedException.class);
    }

    private static String json(String url) {
        return LinkJson.write(PresignedLink.of(url));
    }

    @Test
    void consumerRefusesHostileLinksInBulk() throws Exception {
        List<String> hostile = links().filter(link -> link.options().isEmpty())
                .map(link -> json(link.link(1)))
                .toList();
        AtomicInteger refused = new AtomicInteger();
        AtomicInteger through = new AtomicInteger();
        start(routes -> {
            routes.onException(HostNotAllowedException.class)
                    .handled(true)
                    .process(exchange -> refused.incrementAndGet());
            routes.from("osspresigned:" + inbox()
                            + "?linkSource=direct:links&bridgeErrorHandler=true&concurrentDownloads=4")
                    .process(exchange -> through.incrementAndGet());
        });

        Exchange sent =
                template.send("direct:links", exchange -> exchange.getMessage().setBody(String.join("\n", hostile)));

        assertThat(sent.getException()).isNull();
        assertThat(refused).hasValue(hostile.size()).hasValueGreaterThan(330);
        assertThat(through).hasValue(0);
        assertThat(filesIn(inbox())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "%20", "%20%20", ",", "*", "*.", ".", "*:*", "*.*", "*:443", "%25", "0.0.0.0/0", "::/0", "[]"
            })
    void noPatternAllowsEveryHost(String list) {
        context.start();
        String all = "&allowHttp=true&allowPrivateAddresses=true&allowInternalEndpoints=true&maxAttempts=1";
        String url = stored("dir/object.bin", "content");
        assertThatThrownBy(() -> send("osspresigned:" + inbox() + "?allowedHosts=" + list + all, url, Map.of()))
                .satisfies(e -> assertThat(e)
                        .satisfiesAnyOf(
                                refused -> assertThat(refused).isInstanceOf(HostNotAllowedException.class),
                                notStarted ->
                                        assertThat(notStarted).hasStackTraceContaining("allowedHosts: must be ")));
        assertThat(server.requests()).isEmpty();
    }
}
