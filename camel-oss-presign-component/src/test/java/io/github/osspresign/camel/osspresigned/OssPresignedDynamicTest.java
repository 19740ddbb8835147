// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.error.DownloadFailedException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages set folders and names; one endpoint serves all of them, and no file leaves the directory. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OssPresignedDynamicTest extends OssPresignedTestSupport {

    OssPresignedDynamicTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void addRoutes() throws Exception {
        String uri = "osspresigned:" + inbox() + "/${header.customer}?" + LOCAL;
        start(routes -> {
            routes.from("direct:toD").toD(uri + "&fileName=${header.name}");
            routes.from("direct:to").to(uri);
            routes.from("direct:enrich").enrich().simple(uri);
            routes.from("direct:pollEnrich").pollEnrich().simple(uri).timeout(60_000);
            routes.from("direct:poll").poll(uri, 60_000);
            routes.from("direct:option").pollEnrich().simple(uri + "&maxAttempts=${header.attempts}");
            routes.from("direct:anywhere").toD("osspresigned:${header.CamelPresignUrl}");
        });
    }

    private Exchange through(String route, Map<String, Object> headers) throws Exception {
        return send(route, null, headers);
    }

    private long endpoints() {
        return context.getEndpoints().stream()
                .filter(OssPresignedEndpoint.class::isInstance)
                .count();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:toD", "direct:to", "direct:enrich", "direct:pollEnrich", "direct:poll"})
    void storesFileInFolderOfTheMessage(String route) throws Exception {
        String link = stored("dir/a.txt", "A");

        Exchange result = through(route, Map.of("CamelPresignUrl", link, "customer", "c 1&x=2?y#%41", "name", "a.txt"));

        assertThat(result.getMessage().getBody(String.class)).isEqualTo("A");
        assertThat(filesIn(inbox())).containsExactly("c 1&x=2?y#%41/a.txt");
        assertThat(result.getMessage().getHeader(Exchange.FILE_NAME)).isEqualTo("c 1&x=2?y#%41/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:toD", "direct:enrich", "direct:pollEnrich", "direct:poll"})
    void usesOneEndpointForManyFolders(String route) throws Exception {
        String link = stored("a.txt", "A");
        Map<String, Object> headers = Map.of("CamelPresignUrl", link, "name", "n.txt");
        long before = endpoints();
        send(route, null, with(headers, "customer", "first"));
        int threads = Thread.activeCount();
        for (int i = 0; i < 50; i++) {
            send(route, null, with(headers, "customer", "c" + i));
        }
        assertThat(endpoints()).isLessThanOrEqualTo(before + 1);
        await().untilAsserted(() -> assertThat(Thread.activeCount()).isLessThan(threads + 20));
        assertThat(filesIn(inbox())).hasSize(51);
    }

    private static Map<String, Object> with(Map<String, Object> headers, String name, Object value) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(name, value);
        return all;
    }

    @ParameterizedTest
    @CsvSource({
        "direct:toD, ..",
        "direct:toD, ../other",
        "direct:toD, a/../../other",
        "direct:to, ..",
        "direct:enrich, /etc",
        "direct:pollEnrich, ../other",
        "direct:poll, ."
    })
    void folderOfMessageStaysInsideTheDirectory(String route, String customer) {
        String link = stored("a.txt", "A");
        assertThatThrownBy(() -> through(route, Map.of("CamelPresignUrl", link, "customer", customer, "name", "a.txt")))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("a path inside the directory");
        assertThat(filesIn(directory)).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void messageWithoutFolderFails() {
        assertThatThrownBy(() -> through("direct:to", Map.of("CamelPresignUrl", link("a.txt"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("directory: expression must return a folder for each link, was empty");
    }

    @Test
    void valueCannotInjectAnOption() throws Exception {
        String link = stored("a.txt", "A");
        through("direct:pollEnrich", Map.of("CamelPresignUrl", link, "customer", "c?fileName=x&fileExist=Fail"));
        through("direct:toD", Map.of("CamelPresignUrl", link, "customer", "d", "name", "x&fileExist=Fail"));
        assertThat(filesIn(inbox())).containsExactly("c?fileName=x&fileExist=Fail/a.txt", "d/x&fileExist=Fail");
    }

    @Test
    void refusesLinkInTheUri() {
        String link = stored("a.txt", "A");
        assertThatThrownBy(() -> through("direct:to", Map.of("CamelPresignUrl", link, "customer", link)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "directory: expression must return a folder, was a URL; pass a link in the header CamelPresignLink instead");
        assertThatThrownBy(() -> through("direct:anywhere", Map.of("CamelPresignUrl", link)))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .rootCause()
                .hasMessageContaining(
                        "'${header.CamelPresignUrl}'; if the expression is the link, pass it in the header"
                                + " CamelPresignLink instead");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void refusesExpressionInOtherOptions() {
        assertThatThrownBy(() -> through("direct:option", Map.of("attempts", "3")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("maxAttempts: must be a whole number, was '${header.attempts}'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${header.customer}", "/${header.customer}", "in-${header.customer}"})
    void refusesDirectoryThatBeginsWithAnExpression(String path) {
        assertThatThrownBy(() -> addRoutes(routes -> routes.from("direct:free").to("osspresigned:" + path)))
                .isInstanceOf(FailedToCreateRouteException.class)
                .rootCause()
                .hasMessageStartingWith("directory: must begin with a folder without expression");
    }
}
