// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.link.PresignedLink;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An expired link is renewed only if its signature was valid or the operator has allowed its object. */
@Execution(ExecutionMode.CONCURRENT)
class OssPresignedRenewalTest extends OssPresignedTestSupport {

    private static final String SALARIES = "payroll/2026/salaries.csv";
    private static final String REPORT = "outbox/report.csv";

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:presign").to("presign:" + BUCKET + "?operation=renew");
        routes.from("seda:presign").to("presign:" + BUCKET + "?operation=renew");
        routes.from("direct:signing").to("presign:" + BUCKET);
        routes.from("direct:audited")
                .enrich("direct:audit", (original, audit) -> {
                    original.setProperty("audit", audit.getMessage().getHeader("CamelPresignLink"));
                    return original;
                })
                .to("mock:audited")
                .to("presign:" + BUCKET + "?objectKey=audit/log.txt")
                .to("presign:" + BUCKET + "?operation=renew");
        routes.from("direct:audit")
                .setHeader("CamelPresignObjectKey", routes.constant("audit/log.txt"))
                .to("presign:" + BUCKET + "?method=PUT");
        routes.from("direct:renewing").removeProperties("*").to("presign:" + BUCKET + "?operation=renew");
        routes.from("direct:both")
                .to("presign:" + BUCKET + "?operation=renew")
                .setProperty("renewed", routes.header("CamelPresignLink"))
                .setHeader("CamelPresignObjectKey", routes.constant(SALARIES))
                .to("presign:" + BUCKET)
                .setProperty("other", routes.header("CamelPresignLink"))
                .to("mock:both")
                .setHeader("CamelPresignLink", routes.exchangeProperty("renewed"));
        routes.from("direct:silent").process(exchange -> exchange.getMessage().setBody(null));
        routes.from("direct:again").process(exchange -> {});
        // Signs the requested object and passes on all other headers.
        routes.from("direct:echo").process(exchange -> {
            String key = exchange.getMessage().getHeader("CamelPresignObjectKey", String.class);
            String json = exchange.getMessage().getBody(String.class);
            exchange.getMessage().setBody(json.replaceFirst("\"url\":\"[^\"]*\"", "\"url\":\"" + link(key) + "\""));
        });
        // A refresher that signs any requested object.
        routes.from("direct:naive")
                .process(exchange -> exchange.getMessage()
                        .setBody(link(exchange.getMessage().getHeader("CamelPresignObjectKey", String.class))));
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
    void unsignedLinkIsNotRenewed() {
        for (String refresher : List.of("presign:" + BUCKET, "direct:presign", "direct:naive")) {
            assertNotRenewed(refresher, unsigned(SALARIES));
        }
    }

    @Test
    void linkWhoseFieldsDifferFromItsUrlIsNotRenewed() {
        String own = stored("outbox/own.csv", "own");
        PresignedLink forged = PresignedLink.of(own).toBuilder().key(SALARIES).build();
        clock.advance(Duration.ofHours(2));

        for (String refresher : List.of("presign:" + BUCKET, "direct:presign", "direct:naive")) {
            assertNotRenewed(refresher, forged);
        }
    }

    @Test
    void linkWithTheNamesOfAnotherObjectIsNotFollowed() {
        String own = stored("outbox/own.csv", "own");
        int before = server.requests().size();

        for (String json : List.of(
                "{\"url\":\"" + own + "\",\"key\":\"" + SALARIES + "\"}",
                "{\"url\":\"" + own + "\",\"bucket\":\"payroll\"}")) {
            assertThatThrownBy(() -> download("presign:" + BUCKET, json))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("must be those of the URL");
        }
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void linkOfThisRouteWhoseNamesDifferFromItsUrlIsNotRenewed() {
        String own = stored("outbox/own.csv", "own");
        PresignedLink forged =
                PresignedLink.of(own).toBuilder().bucket("payroll").build();
        clock.advance(Duration.ofHours(2));

        assertNotRenewed("presign:" + BUCKET, forged);
    }

    @Test
    void linkWithValidSignatureIsRenewed() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        for (String refresher : List.of("presign:" + BUCKET, "direct:presign")) {
            assertThat(download(refresher, dead)).hasContent("report");
        }
    }

    @Test
    void everyPresignOperationOfThisProcessVerifiesTheSignature() throws Exception {
        String dead = link(REPORT, Map.of("response-content-type", "text/plain"));
        clock.advance(Duration.ofHours(2));
        for (String refresher : List.of("presign:" + BUCKET + "?operation=renew", "direct:renewing", "seda:presign")) {
            assertThat(download(refresher, dead)).hasContent("report");
            assertNotRenewed(refresher, unsigned(SALARIES));
            assertNotRenewed(refresher, dead.replace(REPORT, SALARIES));
        }
    }

    @Test
    void secondStepOfRefreshRouteSignsItsOwnLink() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        assertThat(download("direct:both", dead)).hasContent("report");

        PresignedLink other =
                getMockEndpoint("mock:both").getExchanges().get(0).getProperty("other", PresignedLink.class);
        assertThat(other.key()).isEqualTo(SALARIES);
        assertThat(other.renewalOf()).isNull();
    }

    @Test
    void stepBeforeTheRenewingOneSignsItsOwnLink() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        assertThat(download("direct:audited", dead)).hasContent("report");

        PresignedLink audit =
                getMockEndpoint("mock:audited").getExchanges().get(0).getProperty("audit", PresignedLink.class);
        assertThat(audit.key()).isEqualTo("audit/log.txt");
        assertThat(audit.method()).isEqualTo("PUT");
        assertThat(audit.renewalOf()).isNull();
    }

    @Test
    void signingStepOfARefreshRouteRenewsNoLink() {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        assertNotRenewed("direct:signing", dead);
    }

    @Test
    void noFieldOfLinkReplacesVerification() {
        String url = unsigned(SALARIES);
        String mark = PresignedLink.of(link(REPORT))
                .asRenewalOf(PresignedLink.of(url))
                .renewalOf();
        String json = "{\"url\":\"" + url + "\",\"renewalOf\":\"" + mark + "\"}";

        assertNotRenewed("direct:echo", json);
        assertNotRenewed("direct:again", json);
        assertNotRenewed("presign:" + BUCKET, json);
        assertNotRenewed(
                "presign:" + BUCKET,
                json.replace("Expires=1&", "Expires=1999999999&").replace("}", ENDED + "}"));
    }

    private static final String ENDED = ",\"expiresAt\":\"2020-01-01T00:00:00Z\"";

    @Test
    void versionThatIsNotInTheUrlIsNotRequested() throws Exception {
        String dead = "{\"url\":\"" + link(REPORT) + "\",\"versionId\":\"older\"}";
        clock.advance(Duration.ofHours(2));

        assertThat(download("presign:" + BUCKET, dead)).hasContent("report");
        assertThat(server.requests()).noneMatch(request -> request.target().contains("versionId"));
    }

    @Test
    void refresherWithoutVerificationRequiresRefreshPrefixes() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        assertThat(notRenewed("direct:naive", dead)).contains("refreshPrefixes");
        assertThat(download("direct:naive)&refreshPrefixes=RAW(other/,demo/outbox/", dead))
                .hasContent("report");
    }

    @Test
    void refreshPrefixesApplyToTheUrlOnly() {
        String allowed = "direct:naive)&refreshPrefixes=RAW(demo/outbox/";

        for (Object link : List.of(
                unsigned(SALARIES),
                unsigned("outbox/../" + SALARIES),
                unsigned("outbox/%2E%2e/" + SALARIES),
                unsigned("outbox/.%5C..%5Cpayroll"),
                unsigned("outbox"),
                unsigned("Outbox/report.csv"),
                unsigned("demo/" + REPORT),
                unsigned(REPORT).replace("/demo/", "/other/"),
                unsigned(REPORT).replace("/demo/", "/"),
                unsigned(REPORT).replace("Signature", "Sig"),
                unsigned("OUTBOX/report.csv"),
                PresignedLink.of(unsigned(SALARIES)).toBuilder().key(REPORT).build(),
                PresignedLink.of(unsigned(REPORT)).toBuilder().bucket("x").build())) {
            assertThat(notRenewed(allowed, link instanceof String url ? dead(url) : link))
                    .as(link.toString())
                    .contains("not renewed: ");
        }
        assertThat(server.requests()).isEmpty();
    }

    private static String dead(String url) {
        return "{\"url\":\"" + url + "\"" + ENDED + "}";
    }

    @Test
    void refreshPrefixesApplyIfAccessKeyIsUnknown() throws Exception {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        String rotated = "presign:" + BUCKET + "?accessKey=LTAI2&secretKey=other";
        assertThat(notRenewed(rotated, dead)).contains("access key that this endpoint does not know");
        Exception signedByTheNewKey = catchThrowableOfType(
                LinkRejectedException.class, () -> download(rotated + ")&refreshPrefixes=RAW(demo/", dead));
        assertThat(signedByTheNewKey).hasMessageContaining("InvalidAccessKeyId");
        // With a known key, the signature is verified.
        assertThat(notRenewed(
                        "presign:" + BUCKET + ")&refreshPrefixes=RAW(demo/",
                        dead.replaceAll("x-oss-signature=....", "x-oss-signature=0000")))
                .contains("signature is wrong");
    }

    @Test
    void replyWithoutLinkIsRefusal() {
        String dead = link(REPORT);
        clock.advance(Duration.ofHours(2));

        assertThat(notRenewed("direct:silent", dead)).contains("direct://silent returned no link");
        assertThat(notRenewed("direct:again", dead)).contains("does not confirm that its signature is valid");
    }

    @Test
    void uploadLinkWithInvalidSignatureOverwritesNothing() {
        PresignedLink link = PresignedLink.of(unsigned(SALARIES), "PUT");
        String upload = "osspresigned:?operation=upload&" + LOCAL + "&refreshUri=RAW(";

        for (String refresher : List.of("presign:" + BUCKET + "?method=PUT", "direct:naive", "direct:echo")) {
            assertThatThrownBy(() -> send(upload + refresher + ")", "forged", Map.of("CamelPresignLink", link)))
                    .isInstanceOf(LinkExpiredException.class)
                    .hasMessageContaining("not renewed: ");
        }
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "refreshUri=direct:naive&refreshPrefixes=demo",
                "refreshUri=direct:naive&refreshPrefixes=demo/a,",
                "refreshUri=direct:naive&refreshPrefixes=*",
                "refreshUri=direct:naive&refreshPrefixes=/a",
                "refreshUri=direct:naive&refreshPrefixes=demo/a/../b"
            })
    void invalidRefreshPrefixesFailAtStart(String options) {
        assertThatThrownBy(
                        () -> context.getEndpoint(osspresigned("&" + options)).start())
                .hasStackTraceContaining("refreshPrefixes: must be ");
    }

    private String notRenewed(String refresher, Object link) {
        LinkExpiredException failure =
                catchThrowableOfType(LinkExpiredException.class, () -> download(refresher, link));
        assertThat(failure).as(refresher).isNotNull();
        return failure.getMessage();
    }

    private void assertNotRenewed(String refresher, Object link) {
        int before = server.requests().size();
        LinkExpiredException failure =
                catchThrowableOfType(LinkExpiredException.class, () -> download(refresher, link));

        assertThat(failure).as(refresher).isNotNull().hasMessageContaining("not renewed: ");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(filesIn(inbox())).doesNotContain("salaries.csv");
        assertThat(server.requests()).hasSize(before);
    }

    private File download(String refresher, Object link) throws Exception {
        Exchange result = send(osspresigned("&refreshUri=RAW(" + refresher + ")"), link, Map.of());
        return result.getMessage().getBody(File.class);
    }
}
