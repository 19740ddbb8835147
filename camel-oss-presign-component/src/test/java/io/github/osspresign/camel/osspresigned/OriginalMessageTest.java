// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.model.OnExceptionDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original message has no headers from outside either: the route of a failure sees the same as the route before. */
class OriginalMessageTest extends OssPresignedTestSupport {

    private static final Map<String, Object> HOSTILE =
            Map.of("CamelPresignObjectKey", "payroll/2026.csv", "CamelPresignUrl", "https://other.example.com/x");

    private final List<Map<String, Object>> failed = new CopyOnWriteArrayList<>();
    private final List<String> signed = new CopyOnWriteArrayList<>();

    OriginalMessageTest() {
        withoutRouteBuilder();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "present"})
    void hasNoHeadersFromOutside(String key) throws Exception {
        server.putObject(BUCKET, "present", new byte[3]);
        start(routes -> {
            routes.onException(Exception.class)
                    .handled(true)
                    .useOriginalMessage()
                    .process(exchange -> failed.add(exchange.getMessage().getHeaders()));
            // A stub: endpoint is no other route, like a queue or a mailbox whose component lets headers in.
            routes.from(osspresigned("&linkSource=stub:links&bridgeErrorHandler=true"))
                    .process(exchange -> {
                        throw new IllegalStateException("the route fails");
                    });
        });

        template.sendBodyAndHeaders("stub:links", link(key), HOSTILE);

        await().until(() -> !failed.isEmpty());
        assertThat(failed.get(0)).doesNotContainKeys("CamelPresignObjectKey", "CamelPresignUrl");
    }

    /** The harm: a route that sends a new link for a failed one signs the object that the sender of the message names. */
    @Test
    void senderDoesNotChooseTheObjectOfALinkThatTheRouteSigns() throws Exception {
        start(routes -> {
            OnExceptionDefinition failure = routes.onException(Exception.class).handled(true);
            failure.useOriginalMessage()
                    .setHeader("CamelFileName", routes.constant("report-of-failure.txt"))
                    .to("presign:" + BUCKET)
                    .process(exchange ->
                            signed.add(exchange.getMessage().getHeader("CamelPresignUrlMasked", String.class)));
            routes.from(osspresigned("&linkSource=stub:links&bridgeErrorHandler=true"))
                    .to("mock:out");
        });

        template.sendBodyAndHeaders("stub:links", link("missing"), HOSTILE);

        await().until(() -> !signed.isEmpty());
        assertThat(signed.get(0)).contains("report-of-failure.txt").doesNotContain("payroll");
    }
}
