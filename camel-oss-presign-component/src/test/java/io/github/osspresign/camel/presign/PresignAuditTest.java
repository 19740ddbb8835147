// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.listener.SigningEvent;
import io.github.osspresign.camel.listener.SigningListener;
import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.sign.LifetimeLimit;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each link, form and plan is reported before the message gets it, with what finds it after a leak, and no secret. */
class PresignAuditTest extends PresignTestSupport {

    private static final String TOKEN = "its token+/=";
    private static final String TEMPORARY_SECRET = "itsSecret";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .securityToken("STS.id", TEMPORARY_SECRET, TOKEN, Instant.now().plusSeconds(3600))
            .start();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final List<SigningEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", MeterRegistry.class, meters);
        context.getRegistry().bind("audit", (SigningListener) events::add);
        context.getRegistry().bind("none", (CredentialsProvider) () -> null);
        context.getComponent("presign", PresignComponent.class).setClock(Clock.systemUTC());
        return context;
    }

    private String endpoint(boolean temporary, String options) {
        String keys = temporary
                ? "&accessKey=STS.id&secretKey=" + TEMPORARY_SECRET + "&sessionToken=RAW(" + TOKEN + ")"
                : "&accessKey=" + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")";
        return "presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + "&auditListener=#audit"
                + (options.contains("credentialsProvider") ? "" : keys) + options;
    }

    private Exchange route(String uri, Object body, Map<String, Object> headers) throws Exception {
        addRoutes(routes -> routes.from("direct:give")
                .routeId("give")
                .to(uri)
                .filter(exchange -> exchange.getMessage().getBody() instanceof Iterator)
                .process(exchange -> read(exchange.getMessage())));
        Exchange result = template.send("direct:give", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
        context.getRouteController().stopRoute("give");
        context.removeRoute("give");
        return result;
    }

    /** Reads all links within the route: they are signed then. */
    private static void read(Message message) {
        List<PresignedLink> links = new ArrayList<>();
        Iterator<?> signed = message.getBody(Iterator.class);
        signed.forEachRemaining(link -> links.add((PresignedLink) link));
        message.setHeader(PresignConstants.LINK, links.get(0));
    }

    private static String query(String url, String name) {
        for (String parameter : URI.create(url).getRawQuery().split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return URLDecoder.decode(parameter.substring(name.length() + 1), UTF_8);
            }
        }
        return null;
    }

    /** Returns the signature of the link, form or plan of a message. */
    private static String signature(Message message) {
        Map<?, ?> fields = message.getHeader(PresignConstants.FORM_FIELDS, Map.class);
        if (fields != null) {
            return (String) (fields.containsKey("Signature") ? fields.get("Signature") : fields.get("x-oss-signature"));
        }
        PresignedUpload plan = message.getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
        String url = plan == null
                ? message.getHeader(PresignConstants.LINK, PresignedLink.class).url()
                : plan.complete().url();
        String v4 = query(url, "x-oss-signature");
        return v4 == null ? query(url, "Signature") : v4;
    }

    private static String fingerprint(String signature) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(signature.getBytes(UTF_8));
        return HexFormat.of().formatHex(hash, 0, 8);
    }

    @ParameterizedTest
    @CsvSource({
        "sign, GET, ''",
        "sign, GET, &signatureVersion=V1",
        "sign, PUT, &method=PUT&header.x-oss-meta-a=geheim",
        "sign, GET, &verifyObject=true&output=both",
        "signAll, GET, &operation=signAll",
        "signAll, GET, &operation=signAll&signatureVersion=V1",
        "signPrefix, GET, &operation=signPrefix&prefix=dir/",
        "postPolicy, POST, &operation=postPolicy&method=POST",
        "postPolicy, POST, &operation=postPolicy&method=POST&signatureVersion=V1",
        "multipart, POST, &operation=multipart&uploadSize=10",
        "renew, GET, &operation=renew&output=both"
    })
    void reportsEachKindWithoutSecrets(String operation, String method, String options) throws Exception {
        String key = "dir/a b+中.txt";
        server.putObject("demo", key, new byte[10]);
        for (boolean temporary : new boolean[] {false, true}) {
            Object body = operation.equals("signAll") ? List.of(key) : "the body";
            Map<String, Object> headers = operation.startsWith("signA") || operation.equals("signPrefix")
                    ? Map.of()
                    : Map.of(PresignConstants.OBJECT_KEY, key);
            if (operation.equals("renew")) {
                body = url(endpoint(temporary, ""), headers);
            }
            events.clear();
            Exchange result = route(endpoint(temporary, options), body, headers);

            assertThat(result.getException()).isNull();
            SigningEvent event = events.get(0);
            assertThat(events).hasSize(1);
            assertThat(event.routeId()).isEqualTo("give");
            assertThat(event.exchangeId()).isEqualTo(result.getExchangeId());
            assertThat(event.operation()).isEqualTo(operation);
            assertThat(event.method()).isEqualTo(method);
            assertThat(event.bucket()).isEqualTo("demo");
            assertThat(event.key()).isEqualTo(key);
            assertThat(event.signedAt()).isEqualTo(event.expiresAt().minus(Duration.ofHours(1)));
            assertThat(event.limit()).isEqualTo(LifetimeLimit.REQUESTED);
            assertThat(event.maskedUrl()).startsWith(server.endpoint() + "/demo/");
            assertThat(event.fingerprint()).isEqualTo(fingerprint(signature(result.getMessage())));
            assertThat(event.toString())
                    .doesNotContain(
                            signature(result.getMessage()),
                            server.accessKeySecret(),
                            TEMPORARY_SECRET,
                            TOKEN,
                            "its%20token",
                            "geheim");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "F"})
    void reportsLinksOfACdnByTheirHash(String kind) throws Exception {
        Exchange result = route(
                endpoint(false, "&cdn=" + kind + "&authKey=aliyuncdnexp1234")
                        .replace("endpoint=" + server.endpoint(), "endpoint=http://cdn.example.com&addressStyle=cname"),
                "the body",
                Map.of(PresignConstants.OBJECT_KEY, "a/b.txt"));

        assertThat(result.getException()).isNull();
        String url = result.getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class)
                .url();
        Matcher hash = Pattern.compile("\\b[0-9a-f]{32}\\b").matcher(url.replaceAll("-[0-9a-f]{32}-", "--"));
        assertThat(hash.find()).isTrue();
        assertThat(events.get(0).fingerprint()).isEqualTo(fingerprint(hash.group()));
        assertThat(events.get(0).toString()).doesNotContain(hash.group(), "aliyuncdnexp1234");
    }

    @Test
    void reportsLinksOfTheConsumer() throws Exception {
        server.putObject("demo", "k", new byte[10]);
        MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
        out.expectedMessageCount(1);
        addRoutes(routes ->
                routes.from(endpoint(false, "&initialDelay=0")).routeId("watch").to(out));
        out.assertIsSatisfied();

        Exchange received = out.getExchanges().get(0);
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.operation()).isEqualTo("consumer");
            assertThat(event.routeId()).isEqualTo("watch");
            assertThat(event.exchangeId()).isEqualTo(received.getExchangeId());
            assertThat(event.fingerprint()).isEqualTo(fingerprint(signature(received.getMessage())));
        });
        assertThat(meters.get("presign.signed")
                        .tags("route", "watch", "operation", "consumer")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void reportsRenewalForADownloadAsSuch() throws Exception {
        String expired = url(endpoint(false, ""), Map.of(PresignConstants.OBJECT_KEY, "k"));
        events.clear();

        Exchange renewed = template.send(
                endpoint(false, ""),
                exchange -> new RenewalRequest(
                                PresignedLink.of(expired), context.getEndpoint(endpoint(false, "")), true)
                        .setOn(exchange));

        assertThat(renewed.getException()).isNull();
        assertThat(events).singleElement().satisfies(event -> {
            assertThat(event.operation()).isEqualTo("renew");
            assertThat(event.routeId()).isNull();
            assertThat(event.key()).isEqualTo("k");
        });
    }

    @Test
    void messageGetsNoLinkThatWasNotRecorded() throws Exception {
        context.getRegistry().bind("full", (SigningListener) event -> {
            throw new IllegalStateException("audit: the disk is full");
        });

        Exchange result =
                route(endpoint(false, "").replace("#audit", "#full"), "", Map.of(PresignConstants.OBJECT_KEY, "k"));

        assertThat(result.getException()).hasMessage("audit: the disk is full");
        assertThat(result.getMessage().getHeader(PresignConstants.URL)).isNull();
        assertThat(meters.find("presign.signed").counter()).isNull();
    }

    @Test
    void metersCountLinksAndTheirLifetime() throws Exception {
        route(endpoint(false, "&operation=signAll&expiration=10m"), List.of("a", "b"), Map.of());
        route(endpoint(false, "&expiration=1h"), "", Map.of(PresignConstants.OBJECT_KEY, "k"));

        assertThat(meters.get("presign.signed")
                        .tags("route", "give", "operation", "signAll")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("presign.signed")
                        .tags("route", "give", "operation", "sign")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("presign.lifetime")
                        .tags("route", "give")
                        .summary()
                        .totalAmount())
                .isEqualTo(2 * 600 + 3600);
    }

    @ParameterizedTest
    @CsvSource({
        "PolicyException, '', CamelPresignBucketName, other",
        "PolicyException, '', CamelPresignMethod, DELETE",
        "PolicyException, &operation=signPrefix, CamelPresignBucketName, other",
        "PolicyException, &operation=signAll, CamelPresignBucketName, other",
        "IllegalArgumentException, '', CamelPresignExpiration, soon",
        "IllegalArgumentException, &operation=postPolicy&method=POST, CamelPresignExpiration, 400d",
        "ObjectNotFoundException, &verifyObject=true, CamelPresignObjectKey, missing",
        "IllegalStateException, &credentialsProvider=#none, CamelPresignObjectKey, k",
        "RenewalRefusedException, &operation=renew, CamelPresignLinkMethod, GET"
    })
    void metersCountRefusalsByReason(String exception, String options, String header, String value) throws Exception {
        Map<String, Object> headers = new HashMap<>(Map.of(PresignConstants.OBJECT_KEY, "k"));
        headers.put(header, value);
        Object body =
                options.contains("renew") ? url("presign:demo?region=cn-hangzhou&" + KEYS, headers) : List.of("k");

        Exchange result = route(endpoint(false, options), body, headers);

        assertThat(result.getException()).isNotNull();
        assertThat(meters.get("presign.refused")
                        .tags("route", "give", "exception", exception)
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(events).isEmpty();
        assertThat(meters.getMeters().stream()
                        .flatMap(meter -> meter.getId().getTags().stream())
                        .map(Tag::getValue)
                        .collect(Collectors.toSet()))
                .as("no text of a message")
                .doesNotContain("other", "DELETE", "soon", "k", "missing");
    }
}
