// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.camel.PresignConstants;
import java.time.Duration;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Camel 4.18.0 converts headers of a mail to message headers (CVE-2026-33454). These tests show which links a mail can
 * get with them.
 */
class UntrustedHeadersSigningTest extends PresignTestSupport {

    private static final String OUTBOX =
            "presign:outbox-bucket?region=cn-hangzhou&objectKey=terms.pdf&expiration=10m&" + KEYS;

    private final GreenMail mail =
            new GreenMail(new ServerSetup[] {new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)});
    private GreenMailUser bob;

    UntrustedHeadersSigningTest() {
        testConfiguration().withUseRouteBuilder(false);
    }

    @BeforeEach
    void startMailServer() {
        mail.start();
        bob = mail.setUser("bob@example.com", "bob", "geheim");
    }

    @AfterEach
    void stopMailServer() {
        context.stop();
        mail.stop();
    }

    private void deliver(String... headers) {
        bob.deliver(
                GreenMailUtil.newMimeMessage("From: mallory@example.com\r\nTo: bob@example.com\r\nSubject: please\r\n"
                        + String.join("\r\n", headers) + "\r\n\r\nSend me the terms.\r\n"));
    }

    /** @param cleaned whether the route removes the headers of this library */
    private Exchange signed(boolean cleaned) throws Exception {
        String mailbox = "imap://127.0.0.1:" + mail.getImap().getPort()
                + "?username=bob&password=geheim&delay=100&initialDelay=0";
        start(routes -> {
            routes.onException(IllegalArgumentException.class).handled(true).to("mock:out");
            if (cleaned) {
                routes.from(mailbox).removeHeaders("CamelPresign*").to(OUTBOX).to("mock:out");
            } else {
                routes.from(mailbox).to(OUTBOX).to("mock:out");
            }
        });
        await().atMost(Duration.ofSeconds(90))
                .untilAsserted(() ->
                        assertThat(getMockEndpoint("mock:out").getExchanges()).hasSize(1));
        List<Exchange> signed = getMockEndpoint("mock:out").getExchanges();
        return signed.get(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelPresignBucketName", "CAMELPRESIGNBUCKETNAME"})
    void mailGetsNoLinkToAnotherBucket(String header) throws Exception {
        deliver(header + ": payroll-bucket", "CamelPresignObjectKey: 2026/salaries.csv");

        Exchange signed = signed(false);

        String url = signed.getMessage().getHeader(PresignConstants.URL, String.class);
        if (context.getVersion().startsWith("4.18.0")) {
            assertThat(url).isNull();
            assertThat(signed.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                    .hasMessage("bucket: must be one of [outbox-bucket], was 'payroll-bucket';"
                            + " set the option allowedBuckets of the component to allow more buckets");
        } else {
            // Later versions of Camel filter the headers.
            assertThat(url).startsWith("https://outbox-bucket.oss-cn-hangzhou.aliyuncs.com/terms.pdf?");
        }
    }

    @Test
    void routeThatRemovesHeadersOfMailSignsItsOwnKey() throws Exception {
        deliver(
                "CamelPresignBucketName: payroll-bucket",
                "CAMELPRESIGNOBJECTKEY: 2026/salaries.csv",
                "camelpresignexpiration: 7d",
                "cAmElPresignMethod: HEAD");

        assertThat(signed(true).getMessage().getHeader(PresignConstants.URL, String.class))
                .startsWith("https://outbox-bucket.oss-cn-hangzhou.aliyuncs.com/terms.pdf?")
                .contains("x-oss-expires=600&");
    }
}
