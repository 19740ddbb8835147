// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.mail.LinkMail;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.SettableClock;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Links of a CDN work through the CDN of the dev server, which checks them with its own code, until exactly their reported end,
 * and are renewed only if a key of the endpoint has signed them.
 */
class PresignCdnTest extends PresignTestSupport {

    private static final String KEY = "aliyuncdnexp1234";
    private static final String NEW_KEY = "NewKeyOfTheDomain2026";
    private static final Duration VALIDITY = Duration.ofMinutes(30);
    private static final String OBJECT = "报告/a b+c%25?&=#//d.csv";
    private static final String HASH = "[0-9a-f]{32}";
    private static final String OFFLINE =
            "presign:demo?endpoint=cdn.example.com&addressStyle=cname&authKey=RAW(" + KEY + ")";

    /** Not at a whole minute, which kind B rounds. */
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-30T03:59:17Z"));

    private final byte[] content = new byte[3_000_000];

    @TempDir
    Path directory;

    private OssDevServer server;

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.close();
        }
    }

    /** Starts a server at the real time, which the SDK signs its own requests with. */
    private void startNow(String kind) {
        clock.advance(Duration.between(clock.instant(), Instant.now()));
        start(kind);
    }

    private void start(String kind) {
        new Random(7).nextBytes(content);
        server = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .cdn(0, kind, KEY, VALIDITY)
                .start();
        server.putObject("demo", OBJECT, content);
        PresignComponent presign = context.getComponent("presign", PresignComponent.class);
        presign.setClock(clock);
        presign.setDomains("demo=" + server.cdnEndpoint());
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        OssPresignedComponent osspresigned = context.getComponent("osspresigned", OssPresignedComponent.class);
        osspresigned.setClock(clock);
        osspresigned.setLocalDevelopment(true);
    }

    private static String presign(String kind) {
        return "presign:demo?cdn=" + kind + "&authKey=RAW(" + KEY + ")";
    }

    private PresignedLink sign(String uri, String key) throws Exception {
        return send(uri, Map.of(PresignConstants.OBJECT_KEY, key))
                .getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    private byte[] download(Object link, String options) throws Exception {
        Exchange result =
                send("osspresigned:" + directory + "?maxAttempts=2&backoffInitial=1ms" + options, Map.of(), link);
        return Files.readAllBytes(result.getMessage().getBody(File.class).toPath());
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "F"})
    void linkOfEachKindIsDownloadedUntilItsReportedEndAndThenRenewed(String kind) throws Exception {
        start(kind);

        Exchange signed = send(presign(kind) + "&output=both", Map.of(PresignConstants.OBJECT_KEY, OBJECT));

        String json = signed.getMessage().getBody(String.class);
        PresignedLink link = PresignedLink.parse(json);
        Instant end = signed.getMessage().getHeader(PresignConstants.EXPIRES_AT, Instant.class);
        boolean rounded = kind.equals("B");
        assertThat(json).contains("\"cdn\":\"" + kind + "\"", "\"expiresAt\":\"" + end + "\"");
        assertThat(end).isEqualTo(Instant.parse(rounded ? "2026-11-30T04:59:00Z" : "2026-11-30T04:59:17Z"));
        assertThat(signed.getMessage().getHeader(PresignConstants.LIFETIME_LIMIT))
                .isEqualTo(rounded ? "protocol" : "requested");
        assertThat(signed.getMessage().getHeader(PresignConstants.BROWSER_USABLE))
                .isEqualTo(true);
        assertThat(signed.getMessage().getHeader(PresignConstants.URL_MASKED, String.class))
                .startsWith(server.cdnEndpoint() + "/")
                .doesNotContainPattern(HASH);

        assertThat(download(json, "")).isEqualTo(content);
        assertThat(server.requests()).last().satisfies(origin -> {
            assertThat(origin.target()).startsWith("/demo/%E6%8A%A5%E5%91%8A/a%20b%2Bc%2525");
            assertThat(origin.target()).contains("x-oss-signature=").doesNotContain("auth_key", "sign=", KEY);
        });

        clock.advance(Duration.between(clock.instant(), end));
        assertThat(Http.get(link.url()).statusCode()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        assertThat(Http.get(link.url()).headers().firstValue("X-Tengine-Error"))
                .contains("denied by req auth: expired timestamp");

        // The URL alone does not show its end; the response does.
        for (Object expired : List.of(json, link.url())) {
            LinkExpiredException failure =
                    catchThrowableOfType(LinkExpiredException.class, () -> download(expired, ""));
            assertThat(failure).isNotNull();
            assertThat(failure.getMessage()).doesNotContainPattern(HASH);
            assertThat(download(
                            expired, "&refreshUri=" + "RAW(" + presign(kind).replace("RAW(" + KEY + ")", KEY) + ")"))
                    .isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "C"})
    void downloadResumesWithARenewedLinkWhoseSignatureIsInThePath(String kind) throws Exception {
        start(kind);
        PresignedLink link = sign(presign(kind), OBJECT);
        server.inject(new Fault.CutBodyAfter(1_000_000));
        server.inject(new Fault.ExpiredEarly());
        clock.advance(Duration.ofMinutes(1));

        String inbox = "osspresigned:" + directory
                + "?parallelism=1&backoffInitial=1ms&idempotent=true&refreshUri=direct:renew";
        Exchange result = send(inbox, Map.of(), link);

        assertThat(server.requests().get(2).headers().get("Range")).containsExactly("bytes=1000000-2999999");
        assertThat(result.getMessage().getBody(File.class)).hasBinaryContent(content);
        // Another link to the object is a duplicate.
        Exchange again = send(inbox, Map.of(), sign(presign(kind) + "&expiration=2h", OBJECT));
        assertThat(again.getMessage().getBody()).isNull();
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:renew")
                .process(exchange -> exchange.setProperty("kind", kindOf(exchange)))
                .toD("presign:demo?operation=renew&cdn=${exchangeProperty.kind}&authKey=RAW(" + KEY + ")");
    }

    private static String kindOf(Exchange exchange) {
        return exchange.getMessage().getBody(String.class).replaceFirst("(?s).*\"cdn\":\"(.)\".*", "$1");
    }

    @Test
    void neverTrustsAnEntityTagThatTheCdnChangedAndUsesWhatItOffers() throws Exception {
        startNow("A");
        context.getComponent("presign", PresignComponent.class)
                .getConfiguration()
                .setAccessKey(server.accessKeyId());
        context.getComponent("presign", PresignComponent.class)
                .getConfiguration()
                .setSecretKey(server.accessKeySecret());
        PresignedLink link = sign(presign("A") + "&verifyObject=true", OBJECT);
        assertThat(link.etag()).isNotNull();
        server.inject(FaultRule.of(new Fault.ChangedObject("\"OTHER\""))
                .forMethod("GET")
                .times(2));

        assertThatThrownBy(() -> download(link, "")).isInstanceOf(ObjectChangedException.class);

        server.clearFaults();
        server.inject(new Fault.NoCrc64());
        assertThat(download(link, "&verify=required")).isEqualTo(content);
    }

    @Test
    void refreshAcceptsTheBackupKeyAndSignsWithTheMainKey() throws Exception {
        start("A");
        PresignedLink old = sign(presign("A"), OBJECT);
        clock.advance(Duration.ofHours(2));
        String rotated = "presign:demo?operation=renew&cdn=A&authKey=RAW(" + NEW_KEY + "," + KEY + ")";

        PresignedLink fresh = renewed(rotated, LinkJson.write(old));

        assertThat(fresh.isRenewalOf(old)).isTrue();
        assertThat(fresh.expiresAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
        assertThat(Http.get(fresh.url()).headers().firstValue("X-Tengine-Error"))
                .contains("denied by req auth: invalid md5hash");
        assertThat(renewed(rotated, LinkJson.write(fresh)).url()).isEqualTo(fresh.url());
        assertThatThrownBy(() -> renewed(rotated.replace("," + KEY, ""), LinkJson.write(old)))
                .isInstanceOf(RenewalRefusedException.class);
        assertThatThrownBy(() -> download(fresh.url(), ""))
                .isInstanceOf(LinkRejectedException.class)
                .hasMessageContaining("denied by req auth: invalid md5hash");
    }

    private PresignedLink renewed(String uri, Object body) throws Exception {
        return PresignedLink.parse(send(uri, Map.of(), body).getMessage().getBody(String.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C", "F"})
    void linkThatNoKeyHasSignedIsNotRenewed(String kind) throws Exception {
        context.getComponent("presign", PresignComponent.class).setClock(clock);
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("demo,other");
        context.getComponent("presign", PresignComponent.class)
                .setDomains("demo=cdn.example.com,other=other.example.com");
        String options = "presign:demo?region=cn-hangzhou&authKey=RAW(" + KEY + ")&cdn=" + kind;
        String renew = options + "&operation=renew&renewWithin=1d";
        PresignedLink link = sign(options, "in/a.csv");
        clock.advance(Duration.ofHours(2));
        assertThat(renewed(renew, link.url()).key()).isEqualTo("in/a.csv");

        String url = link.url();
        List<String> forged = new ArrayList<>(List.of(
                url.replace("in/a.csv", "in/b.csv"),
                url.replace("in/a.csv", "in//a.csv"),
                url.replace("in/a.csv", "in%2Fa.csv"),
                url.replace("in/a.csv", "x/../in/a.csv"),
                url.replace("cdn.example.com", "other.example.com"),
                url.replace("cdn.example.com", "cdn.example.com:8443"),
                url + (url.contains("?") ? "&" : "?") + "x-oss-process=image/resize,w_1",
                sign(options.replace(KEY, NEW_KEY), "in/a.csv").url(),
                sign(OFFLINE + "&cdn=" + (kind.equals("A") ? "B" : "A"), "in/a.csv")
                        .url(),
                "https://cdn.example.com/in/a.csv"));
        List<Object> bodies = new ArrayList<>(forged);
        bodies.add(PresignedLink.builder(url).key("in/b.csv").build());
        bodies.add(LinkJson.write(PresignedLink.builder(url).bucket("other").build()));
        bodies.add(LinkJson.write(PresignedLink.builder(url).bucket("third").build()));
        bodies.add(LinkJson.write(PresignedLink.builder(url).method("PUT").build()));
        for (Object body : bodies) {
            RenewalRefusedException refused =
                    catchThrowableOfType(RenewalRefusedException.class, () -> renewed(renew, body));
            assertThat(refused).as(String.valueOf(body)).isNotNull();
            assertThat(refused.getMessage()).doesNotContainPattern(HASH).doesNotContain(KEY);
        }
        context.getComponent("presign", PresignComponent.class).setAllowedKeyPrefixes("out/");
        assertThatThrownBy(() -> renewed(renew + "&minValidity=1s", url))
                .isInstanceOf(RenewalRefusedException.class)
                .hasMessageContaining("allowedKeyPrefixes");
        clock.advance(Duration.ofDays(2));
        assertThatThrownBy(() -> renewed(renew, url))
                .isInstanceOf(RenewalRefusedException.class)
                .hasMessageContaining("longer ago than the option renewWithin allows");
    }

    @Test
    void listsPrefixesWatchersAndMailsHaveLinksOfTheCdn() throws Exception {
        startNow("F");
        server.putObject("demo", "in/a.csv", "a".getBytes(UTF_8));
        server.putObject("demo", "in/b.csv", "b".getBytes(UTF_8));
        String keys = "&accessKey=" + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")";

        List<PresignedLink> links = new ArrayList<>();
        for (Object link : send(presign("F") + "&operation=signAll", Map.of(), List.of("in/a.csv", "in/b.csv"))
                .getMessage()
                .getBody(List.class)) {
            links.add((PresignedLink) link);
        }
        for (Object link : send(presign("F") + "&operation=signPrefix&prefix=in/" + keys, Map.of())
                .getMessage()
                .getBody(List.class)) {
            links.add((PresignedLink) link);
        }
        MockEndpoint watched = getMockEndpoint("mock:watched");
        watched.expectedMessageCount(2);
        addRoutes(routes -> routes.from(presign("F") + "&prefix=in/&initialDelay=0&delay=50" + keys)
                .to("mock:watched"));
        watched.assertIsSatisfied();
        watched.getExchanges()
                .forEach(exchange ->
                        links.add(exchange.getMessage().getHeader(PresignConstants.LINK, PresignedLink.class)));

        assertThat(links).hasSize(6);
        for (PresignedLink link : links) {
            assertThat(link.url()).startsWith(server.cdnEndpoint() + "/in/");
            assertThat(Http.get(link.url()).body()).isEqualTo(link.key().substring(3, 4));
        }
        Exchange mail = context.getEndpoint("direct:mail").createExchange();
        mail.getMessage().setHeader(PresignConstants.LINK, links.get(0));
        new LinkMail().process(mail);
        assertThat(mail.getMessage().getBody(String.class)).contains("/in/a.csv?sign=");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdn=A&versionId=v | versionId: must not be set with cdn, which does not carry it",
                "cdn=B&process=image/info | process: must not be set with cdn",
                "cdn=C&downloadFileName=a.txt | downloadFileName: must not be set with cdn",
                "cdn=F&responseContentType=text/plain | responseContentType: must not be set with cdn",
                "cdn=A&responseContentDisposition=inline | responseContentDisposition: must not be set with cdn",
                "cdn=A&trafficLimit=819200 | trafficLimit: must not be set with cdn",
                "cdn=A&query.a=b | query: must not be set with cdn",
                "cdn=A&header.a=b | header: must not be set with cdn",
                "cdn=A&additionalHeaders=host | additionalHeaders: must not be set with cdn",
                "cdn=A&method=PUT | method: must be GET or HEAD with cdn, was PUT",
                "cdn=A&operation=postPolicy&method=POST | cdn: must be used with operation=sign",
                "cdn=A&operation=multipart | cdn: must be used with operation=sign",
                "authless | authKey: must be 16 to 32 ASCII letters and digits, was not set",
                "cdn=A:a,b | C and F can have two different names of parameters, for hash and time, such as F:sign,time; was 'A:a,b'",
                "cdn=F: | such as F:sign,time; was 'F:'",
                "cdn=C:a | such as F:sign,time; was 'C:a'",
                "cdn=F:a,a | such as F:sign,time; was 'F:a,a'",
                "cdn=F:a,b,c | such as F:sign,time; was 'F:a,b,c'",
                "cdn=:a,b | cdn: must be A, B, C or F, with names of parameters after C or F such as F:sign,time, was ''",
                "cdnValidity=1h | cdnValidity: must be used with cdn, was used without",
                "cdn=A&verifyObject=true&region=cn-hangzhou | endpoint: must be an endpoint of OSS",
                "cdn=A&operation=signPrefix&region=cn-hangzhou | endpoint: must be an endpoint of OSS",
                "plain | endpoint: must be the domain of the CDN, set with domains or with addressStyle=cname, was 'cdn.example.com'",
                "cdn=D | cdn: must be A, B, C or F, with names of parameters after C or F such as F:sign,time, was 'D'",
            })
    void whatACdnDoesNotCarryIsRefusedAtStart(String options, String message) {
        String uri = switch (options) {
            case "authless" -> "presign:demo?endpoint=cdn.example.com&addressStyle=cname&cdn=A";
            case "plain" -> "presign:demo?endpoint=cdn.example.com&cdn=A&authKey=" + KEY;
            default ->
                options.startsWith("cdnValidity")
                        ? "presign:demo?region=cn-hangzhou&" + KEYS + "&" + options
                        : OFFLINE + "&" + options;
        };
        Throwable failure = catchThrowable(() -> send(uri, Map.of(PresignConstants.OBJECT_KEY, "k")));
        assertThat(failure).isNotNull();
        assertThat(failure).rootCause().hasMessageContaining(message);
        assertThat(failure).hasStackTraceContaining(message);
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(cause.getMessage());
        }
        assertThat(texts.toString()).doesNotContain(KEY);
    }

    /** A placeholder of a backup key that is not set leaves such a list. */
    @ParameterizedTest
    @ValueSource(strings = {KEY + ",", "," + KEY, KEY + ", ,", KEY + ",short"})
    void listOfKeysWithAWrongEntryIsRefusedWithoutShowingTheOtherKey(String keys) {
        String uri =
                "presign:demo?endpoint=cdn.example.com&addressStyle=cname&cdn=A&objectKey=k&authKey=RAW(" + keys + ")";

        Throwable failure = catchThrowable(() -> send(uri, Map.of()));

        assertThat(failure).hasStackTraceContaining("authKey: must be 16 to 32 ASCII letters and digits");
        StringBuilder texts = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            texts.append(cause.getMessage());
        }
        assertThat(texts.toString()).doesNotContain(KEY);
    }

    @ParameterizedTest
    @CsvSource({
        PresignConstants.VERSION_ID + ", v1",
        PresignConstants.PROCESS + ", image/info",
        PresignConstants.DOWNLOAD_FILE_NAME + ", a.txt",
        PresignConstants.TRAFFIC_LIMIT + ", 819200",
        PresignConstants.RESPONSE_CONTENT_TYPE + ", text/plain",
        PresignConstants.RESPONSE_CONTENT_DISPOSITION + ", inline",
    })
    void headerThatACdnDoesNotCarryIsRefusedByItsName(String header, String value) {
        assertThatThrownBy(() -> send(OFFLINE + "&cdn=A&objectKey=k", Map.of(header, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(header + ": must not be set with cdn, which does not carry it");
    }

    @Test
    void keyThatV1SignsAmbiguouslyIsSignedForACdn() throws Exception {
        PresignedLink link = sign(OFFLINE + "&cdn=A&signatureVersion=V1", "a?acl");

        assertThat(link.url()).startsWith("https://cdn.example.com/a%3Facl?auth_key=");
    }

    @Test
    void methodEntryAndEndOfAMessageAreChecked() throws Exception {
        context.getComponent("presign", PresignComponent.class).setClock(clock);
        String uri = OFFLINE + "&cdn=B&objectKey=k&minValidity=59m50s";
        assertThatThrownBy(() -> send(uri, Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("minValidity: a link must be valid for at least 3590 seconds, but the time stamp of"
                        + " cdn=B is a whole minute, which leaves 3583 seconds");
        assertThatThrownBy(() -> send(OFFLINE + "&cdn=B&objectKey=k", Map.of(PresignConstants.EXPIRATION, "10s")))
                .hasMessageStartingWith("expiration: must be longer with cdn=B");
        assertThatThrownBy(() -> send(OFFLINE + "&cdn=B&objectKey=k", Map.of(PresignConstants.METHOD, "PUT")))
                .hasMessageStartingWith("method: must be one of the methods");
        assertThat(send(
                                OFFLINE + "&cdn=A&objectKey=k",
                                Map.of(PresignConstants.METHOD, "HEAD", PresignConstants.EXPIRATION, "30d"))
                        .getMessage()
                        .getHeader(PresignConstants.EXPIRES_AT))
                .isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        List<?> entries = List.of(Map.of("objectKey", "k", "header.a", "b"));
        assertThatThrownBy(() -> send(OFFLINE + "&cdn=A&operation=signAll", Map.of(), entries)
                        .getMessage()
                        .getBody(List.class))
                .hasStackTraceContaining("query.NAME, header.NAME: must not be set with cdn");
    }
}
