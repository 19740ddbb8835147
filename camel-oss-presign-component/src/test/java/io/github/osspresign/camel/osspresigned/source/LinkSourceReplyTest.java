// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.ObjectNotFoundException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The sender of a link that waits for a reply gets the reply of the route, or its failure. */
@Execution(ExecutionMode.CONCURRENT)
class LinkSourceReplyTest extends OssPresignedTestSupport {

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from(osspresigned("&linkSource=seda:links"))
                .setHeader("read", routes.simple("${header.order}: ${body}"))
                .transform(routes.simple("${header.CamelFileName} is here"));
        routes.from(osspresigned("&linkSource=direct:last")).markRollbackOnlyLast();
    }

    @Test
    void replyContainsOtherHeadersOfTheMessage() throws Exception {
        Exchange reply = template.request("seda:links", exchange -> {
            exchange.getMessage().setBody(stored("k.txt", "content"));
            exchange.getMessage().setHeader("order", 7);
        });

        assertThat(reply.getException()).isNull();
        assertThat(reply.getMessage().getBody()).isEqualTo("k.txt is here");
        assertThat(reply.getMessage().getHeader("read")).isEqualTo("7: content");
        await().untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void senderGetsFailureOfDownload() {
        assertThatThrownBy(() -> template.requestBody("seda:links", link("missing")))
                .hasRootCauseInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void rollbackWithoutExceptionRollsBackTheSource() {
        String links = stored("a.txt", "A") + "\n" + stored("b.txt", "B");

        Exchange last =
                template.send("direct:last", exchange -> exchange.getMessage().setBody(links));

        assertThat(last.isRollbackOnlyLast()).isTrue();
    }

    @Test
    void linkHeaderTakesPrecedenceOverTheBody() throws Exception {
        Map<String, Object> header = Map.of("CamelPresignUrl", stored("header.txt", "content"));

        assertThat(template.requestBodyAndHeaders("seda:links", link("missing"), header))
                .isEqualTo("header.txt is here");
    }
}
