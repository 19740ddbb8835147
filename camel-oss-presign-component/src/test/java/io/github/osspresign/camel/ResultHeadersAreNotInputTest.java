// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A step does not take the result headers of an earlier step as its input. */
class ResultHeadersAreNotInputTest extends CamelTestSupport {

    private static final String DOWNLOAD =
            "osspresigned:?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";
    private static final String UPLOAD = DOWNLOAD + "&operation=upload";

    @TempDir
    Path directory;

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket("demo").bucket("other").start();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        PresignComponent presign = new PresignComponent();
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        context.addComponent("presign", presign);
        return context;
    }

    private PresignComponent presign() {
        return context.getComponent("presign", PresignComponent.class);
    }

    private void put(String bucket, String key, String content) {
        server.putObject(bucket, key, content.getBytes(UTF_8));
    }

    private String stored(String bucket, String key) {
        return new String(server.objectBytes(bucket, key), UTF_8);
    }

    private Message send(Object body, Map<String, Object> headers) throws Exception {
        Exchange done = template.send("direct:in", exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage();
    }

    private void route(String... steps) throws Exception {
        RouteBuilder.addRoutes(context, routes -> {
            routes.from("direct:in").to(steps);
            // The temporary file exists only until the exchange is done.
            routes.from("direct:download").to(DOWNLOAD).convertBodyTo(String.class);
        });
    }

    private static PresignedLink link(Message message) {
        return message.getHeader(PresignConstants.LINK, PresignedLink.class);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "GET,PUT")
    void linkForStoredFileAllowsReading(String allowedMethods) throws Exception {
        presign().setAllowedMethods(allowedMethods);
        route("presign:demo?method=PUT", UPLOAD, "presign:demo");

        Message shared = send("the report", Map.of("CamelFileName", "report.txt"));

        assertThat(stored("demo", "report.txt")).isEqualTo("the report");
        assertThat(link(shared).method()).isEqualTo("GET");
        assertThat(link(shared).url()).isEqualTo(shared.getHeader(PresignConstants.URL));
        assertThat(shared.getHeaders())
                .containsEntry("CamelPresignLinkMethod", "GET")
                .doesNotContainKey("CamelPresignMethod");
    }

    @Test
    void uploadRemovesItsLinkFromTheMessage() throws Exception {
        put("demo", "list.txt", "the list");
        route("presign:demo?method=PUT&objectKey=a.txt", UPLOAD, "direct:next", "direct:download");
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:next")
                        .process(exchange -> exchange.getMessage()
                                .setBody(link(template.request("presign:demo?objectKey=list.txt", made -> {})
                                        .getMessage()))));

        assertThat(send("the report", Map.of()).getBody(String.class)).isEqualTo("the list");
        assertThat(stored("demo", "a.txt")).isEqualTo("the report");
    }

    /** Splits a body into links. */
    public static final class Parts {

        public Object of(Object body) {
            return body instanceof Iterator<?> ? body : List.of(body);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign:demo?objectKey=b&output=body", "presign:demo?operation=signAll"})
    void linkInBodyReplacesEarlierLinkInHeaders(String second) throws Exception {
        put("demo", "a", "A");
        put("demo", "b", "B");
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("direct:in")
                        .to("presign:demo?objectKey=a")
                        .to(second)
                        .split(routes.method(Parts.class), (first, next) -> next)
                        .to(DOWNLOAD)
                        .convertBodyTo(String.class));

        assertThat(send("b", Map.of()).getBody(String.class)).isEqualTo("B");
    }

    @ParameterizedTest
    @CsvSource({
        "presign:demo?objectKey=b&output=body, ''",
        "presign:demo?operation=signAll, ''",
        "presign:demo?operation=signPrefix, ''",
        "presign:demo?objectKey=b, 'BrowserUsable,ExpiresAt,LifetimeLimit,Link,LinkMethod,RequiredHeaders,Url,UrlMasked'",
        "presign:demo?objectKey=b&operation=postPolicy&method=POST&output=body, 'ExpiresAt,LifetimeLimit,LinkMethod,Url,UrlMasked'"
    })
    void headersReportOnlyResultsOfTheLastStep(String last, String reported) throws Exception {
        route(
                "presign:demo?objectKey=a&operation=postPolicy&method=POST",
                "presign:demo?objectKey=a&header.x-oss-meta-a=1",
                last);
        PresignedLink stale = PresignedLink.of("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/stale");

        Map<String, Object> headers = send("b", Map.of("camelpresignlink", stale, "CamelPresignForm", "<form stale>"))
                .getHeaders();

        assertThat(headers.keySet().stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("camelpresign"))
                        .map(name -> name.substring("CamelPresign".length()))
                        .sorted()
                        .collect(Collectors.joining(",")))
                .isEqualTo(reported);
        assertThat(headers.get(PresignConstants.REQUIRED_HEADERS)).isIn(null, Map.of());
    }

    @Test
    void headersOfWatchedObjectDoNotAffectLaterSteps() throws Exception {
        presign().setAllowedBuckets("*");
        put("demo", "in/a.txt", "raw");
        getMockEndpoint("mock:out").expectedMessageCount(1);
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from("presign:demo?prefix=in/&initialDelay=0&delay=100")
                        .to(DOWNLOAD)
                        .setBody(routes.constant("done"))
                        .to("presign:other?objectKey=latest.txt&method=PUT")
                        .to(UPLOAD)
                        .to("mock:out"));

        getMockEndpoint("mock:out").assertIsSatisfied();
        assertThat(stored("other", "latest.txt")).isEqualTo("done");
        assertThat(stored("demo", "in/a.txt")).isEqualTo("raw");
        assertThat(getMockEndpoint("mock:out")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders())
                .containsEntry("CamelPresignSourceBucketName", "demo")
                .containsEntry("CamelPresignSourceObjectKey", "in/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelPresignUrl", "CamelPresignLink"})
    void linkOfConsumerIsNotDownloadedAgain(String header) throws Exception {
        put("demo", "manifest", "the manifest");
        put("demo", "listed", "what is listed");
        RouteBuilder.addRoutes(
                context,
                routes -> routes.from(DOWNLOAD + "&linkSource=direct:in")
                        .process(exchange -> exchange.getMessage()
                                .setBody(template.request("presign:demo?objectKey=listed", made -> {})
                                        .getMessage()
                                        .getHeader(PresignConstants.URL)))
                        .to(DOWNLOAD)
                        .convertBodyTo(String.class)
                        .to("mock:out"));
        Object link = template.request("presign:demo?objectKey=manifest", made -> {})
                .getMessage()
                .getHeader(header);

        send("", Map.of(header, link));

        Message out = getMockEndpoint("mock:out").getExchanges().get(0).getMessage();
        assertThat(out.getBody(String.class)).isEqualTo("what is listed");
        assertThat(out.getHeader(OssPresignedConstants.LINK, PresignedLink.class)
                        .key())
                .isEqualTo("manifest");
    }

    @Test
    void noResultHeaderIsAnInputHeader() throws Exception {
        put("demo", "in/a.txt", "A");
        List<String> wishes = List.of(
                PresignConstants.BUCKET_NAME,
                PresignConstants.OBJECT_KEY,
                PresignConstants.METHOD,
                PresignConstants.EXPIRATION,
                PresignConstants.VERSION_ID,
                PresignConstants.DOWNLOAD_FILE_NAME,
                PresignConstants.PROCESS,
                PresignConstants.TRAFFIC_LIMIT,
                PresignConstants.RESPONSE_CONTENT_TYPE,
                PresignConstants.RESPONSE_CONTENT_DISPOSITION,
                PresignConstants.PREFIX);
        route(
                "presign:demo?objectKey=in/a.txt&verifyObject=true",
                DOWNLOAD,
                "presign:demo?objectKey=b&method=PUT",
                UPLOAD,
                "presign:demo?objectKey=in/a.txt&operation=postPolicy&method=POST",
                "presign:demo?objectKey=in/a.txt&output=both",
                "presign:demo?operation=signPrefix");

        assertThat(send("", Map.of()).getHeaders()).doesNotContainKeys(wishes.toArray(String[]::new));
    }
}
