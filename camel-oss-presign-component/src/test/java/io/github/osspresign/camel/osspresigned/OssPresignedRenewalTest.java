package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.error.LinkExpiredException;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No stranger gets an object by a dead link that was never good. */
class OssPresignedRenewalTest extends OssPresignedTestSupport {

    private static final String SALARIES = "payroll/2026/salaries.csv";
    private static final String REPORT = "outbox/report.csv";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PresignComponent presign = new PresignComponent();
        presign.setClock(clock);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        context.addComponent("presign", presign);
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:presign").to("presign:" + BUCKET);
                // A refresher that signs whatever it is asked for.
                from("direct:naive")
                        .process(exchange -> exchange.getMessage()
                                .setBody(link(exchange.getMessage().getHeader("CamelPresignObjectKey", String.class))));
            }
        };
    }

    @BeforeEach
    void store() {
        server.putObject(BUCKET, SALARIES, "secret".getBytes(UTF_8));
        server.putObject(BUCKET, REPORT, "report".getBytes(UTF_8));
    }

    private String unsigned(String key) {
        return server.endpoint() + "/" + BUCKET + "/" + key + "?OSSAccessKeyId=nobody&Expires=1&Signature=AAAA";
    }

    @Test
    void anUnsignedDeadLinkIsNotRenewed() {
        for (String refresher : List.of("presign:" + BUCKET, "direct:presign", "direct:naive")) {
            assertNotRenewed(refresher, unsigned(SALARIES));
        }
    }

    @Test
    void aLinkWhoseFieldsNameAnotherObjectIsNotRenewed() {
        String own = stored("outbox/own.csv", "own");
        String json = "{\"url\":\"" + own + "\",\"key\":\"" + SALARIES + "\"}";
        clock.advance(Duration.ofHours(2));

        for (String refresher : List.of("presign:" + BUCKET, "direct:presign", "direct:naive")) {
            assertNotRenewed(refresher, json);
        }
    }

    @Test
    void aLinkThatWasGoodIsRenewed() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        for (String refresher : List.of("presign:" + BUCKET, "direct:presign")) {
            assertThat(download(refresher, dead)).hasContent("report");
        }
    }

    private void assertNotRenewed(String refresher, String link) {
        LinkExpiredException failure =
                catchThrowableOfType(LinkExpiredException.class, () -> download(refresher, link));

        assertThat(failure).as(refresher).isNotNull().hasMessageContaining("not renewed: ");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(filesIn(inbox())).isEmpty();
        assertThat(server.requests()).isEmpty();
    }

    private File download(String refresher, String link) throws Exception {
        Exchange result = send(osspresigned("&refreshUri=RAW(" + refresher + ")"), link, Map.of());
        return result.getMessage().getBody(File.class);
    }
}
