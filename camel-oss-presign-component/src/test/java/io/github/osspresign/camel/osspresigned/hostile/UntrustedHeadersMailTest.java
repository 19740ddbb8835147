// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMailUtil;
import io.github.osspresign.camel.osspresigned.MailboxTestSupport;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Camel 4.18.0 converts headers of a mail to message headers, even control headers. They must not affect a download.
 */
@Execution(ExecutionMode.CONCURRENT)
class UntrustedHeadersMailTest extends MailboxTestSupport {

    private void deliver(String body, String... headers) {
        bob.deliver(
                GreenMailUtil.newMimeMessage("From: mallory@example.com\r\nTo: bob@example.com\r\nSubject: files\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\n" + body + "\r\n"));
    }

    private Exchange received(String consumer) throws Exception {
        context.addRoutes(route(consumer));
        context.start();
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(isSeen()).isTrue());
        List<Exchange> received = getMockEndpoint("mock:out").getExchanges();
        assertThat(received).hasSize(1);
        return received.get(0);
    }

    private static List<String> linkHeaders(Exchange exchange) {
        return exchange.getMessage().getHeaders().keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("camelpresign"))
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CamelPresignUrl",
                "CAMELPRESIGNURL",
                "cAmElPresignUrl",
                "CamelPresignLink",
                "CAMELPRESIGNLINK",
                "camelpresignlink"
            })
    void onlyLinkInTextOfMailIsDownloaded(String header) throws Exception {
        deliver(stored("shown", "what the text shows"), header + ": " + stored("other", "what the header says"));

        Exchange exchange = received(consumer(""));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("what the text shows");
        assertThat(linkHeaders(exchange)).containsExactly("CamelPresignLink", "CamelPresignUrlMasked");
    }

    @Test
    void mailCannotSetResultHeaders() throws Exception {
        deliver(
                stored("shown", "content"),
                "CamelOssPresignedCrc64: 1",
                "CAMELOSSPRESIGNEDDURATION: 1",
                "camelosspresignedanything: 1",
                "CamelPresignObjectKey: 1",
                "CAMELPRESIGNBUCKETNAME: 1");

        Exchange exchange = received(consumer("&streaming=true").replace(inbox().toString(), ""));

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(
                        "CamelOssPresignedDuration",
                        "CamelOssPresignedAnything",
                        "CamelPresignObjectKey",
                        "CamelPresignBucketName");
        assertThat(exchange.getMessage().getHeader("CamelOssPresignedCrc64")).isNotEqualTo("1");
    }

    @Test
    void trustSourceHeadersAcceptsHeaders() throws Exception {
        deliver(stored("shown", "what the text shows"), "CamelPresignUrl: " + stored("other", "what the header says"));

        Exchange exchange = received(consumer("&trustSourceHeaders=true"));

        // Later versions of Camel filter the header before.
        boolean kept = context.getVersion().startsWith("4.18.0");
        assertThat(exchange.getMessage().getBody(String.class))
                .isEqualTo(kept ? "what the header says" : "what the text shows");
    }

    @Test
    void routeThatRemovesHeadersIgnoresHeadersOfMail() throws Exception {
        deliver(stored("shown", "what the body says"), "cAmElPresignUrl: " + stored("other", "what the header says"));
        String mailbox = consumer("").replaceFirst(".*RAW\\((.*)\\)", "$1");
        start(routes -> routes.from(mailbox)
                .removeHeaders("CamelPresign*")
                .to(osspresigned(""))
                .to("mock:out"));

        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() -> assertThat(isSeen()).isTrue());

        assertThat(getMockEndpoint("mock:out").getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .containsExactly("what the body says");
    }
}
