// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code operation=signAll} replaces the keys in a body by an iterator of their links. */
class PresignSignAllTest extends PresignTestSupport {

    private static final String ENDPOINT = "presign:examplebucket?region=cn-hangzhou&operation=signAll&" + KEYS;

    @TempDir
    static Path folder;

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:in")
                .to(ENDPOINT)
                .split(routes.body())
                .streaming()
                .to("mock:link")
                .end()
                .to("mock:after");
    }

    /** Returns all links for a body. */
    private List<PresignedLink> links(Object body, Map<String, Object> headers) throws Exception {
        List<PresignedLink> links = new ArrayList<>();
        iterator(body, headers).forEachRemaining(links::add);
        return links;
    }

    @SuppressWarnings("unchecked")
    private Iterator<PresignedLink> iterator(Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = context.getEndpoint(ENDPOINT).createExchange();
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        Exchange result = exchange;
        var producer = context.getEndpoint(ENDPOINT).createProducer();
        producer.start();
        producer.process(result);
        return (Iterator<PresignedLink>) result.getMessage().getBody();
    }

    private List<String> keys(Object body) throws Exception {
        return links(body, Map.of()).stream().map(PresignedLink::key).toList();
    }

    static Stream<Object> signsKeysOfEveryBodyType() throws Exception {
        String text = "a/1.txt\r\n\r\n  \nb c中\n";
        Path file = Files.write(folder.resolve("keys.txt"), text.getBytes(UTF_8));
        GenericFile<Object> wrapped = new GenericFile<>();
        wrapped.setFile(file.toFile());
        return Stream.of(
                List.of("a/1.txt", "b c中"),
                List.of("a/1.txt", CharBuffer.wrap("b c中")).iterator(),
                Stream.of("a/1.txt", "b c中"),
                Arguments.of((Object) new String[] {"a/1.txt", "b c中"}),
                Arguments.of((Object) new Object[] {"a/1.txt", Map.of("objectKey", "b c中")}),
                text,
                "\uFEFF" + text,
                "a/1.txt\nb c中",
                text.getBytes(UTF_8),
                new ByteArrayInputStream(text.getBytes(UTF_8)),
                new StringReader(text),
                alreadyRead(new InputStreamCache(text.getBytes(UTF_8))),
                file,
                file.toFile(),
                wrapped);
    }

    /** Returns a cached stream as a node leaves it in a route without stream caching. */
    private static InputStream alreadyRead(InputStream stream) throws IOException {
        stream.readAllBytes();
        return stream;
    }

    @ParameterizedTest
    @MethodSource
    void signsKeysOfEveryBodyType(Object body) throws Exception {
        assertThat(keys(body)).containsExactly("a/1.txt", "b c中");
    }

    @Test
    void splitterReadsLinksOneByOne() throws Exception {
        getMockEndpoint("mock:link").expectedMessageCount(3);
        getMockEndpoint("mock:after").expectedMessageCount(1);

        template.sendBodyAndHeader("direct:in", "one\ntwo\nthree", PresignConstants.EXPIRATION, "15m");

        getMockEndpoint("mock:link").assertIsSatisfied();
        getMockEndpoint("mock:after").assertIsSatisfied();
        assertThat(getMockEndpoint("mock:link").getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(PresignedLink.class))
                .allSatisfy(link -> assertThat(link.url()).contains("x-oss-expires=900&"))
                .extracting(PresignedLink::key)
                .containsExactly("one", "two", "three");
    }

    @Test
    void signsLinksWhenTheyAreRequested() throws Exception {
        AtomicInteger read = new AtomicInteger();
        Iterator<PresignedLink> links =
                iterator(Stream.generate(() -> "key-" + read.incrementAndGet()).limit(1_000_000), Map.of());

        assertThat(links.next().key()).isEqualTo("key-1");
        assertThat(links.next().key()).isEqualTo("key-2");
        assertThat(read.get()).isLessThan(10);
    }

    @Test
    void entryOverridesMessageAndMessageOverridesOptions() throws Exception {
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("examplebucket,otherbucket");
        Map<String, Object> headers = Map.of(
                PresignConstants.EXPIRATION, "15m",
                PresignConstants.DOWNLOAD_FILE_NAME, "all.txt",
                PresignConstants.METHOD, "HEAD");
        List<Object> entries = List.of(
                Map.of("objectKey", "a"),
                Map.of(
                        "objectKey", "b",
                        "bucketName", "otherbucket",
                        "method", "get",
                        "expiration", Duration.ofMinutes(1),
                        "versionId", "v1",
                        "process", "image/info",
                        "trafficLimit", 819200,
                        "responseContentType", "text/plain",
                        "downloadFileName", "b.txt"),
                Map.of("objectKey", "c", "responseContentDisposition", "inline", "query.partNumber", 3),
                new Wanted("d", "5m", null));

        List<PresignedLink> links = links(entries, headers);

        assertThat(links.get(0).method()).isEqualTo("HEAD");
        assertThat(links.get(0).url())
                .startsWith("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a?")
                .contains("x-oss-expires=900&", "all.txt");
        assertThat(links.get(1).method()).isEqualTo("GET");
        assertThat(links.get(1).url())
                .startsWith("https://otherbucket.oss-cn-hangzhou.aliyuncs.com/b?")
                .contains("x-oss-expires=60&", "versionId=v1", "x-oss-process=image%2Finfo")
                .contains("x-oss-traffic-limit=819200", "response-content-type=text%2Fplain", "b.txt")
                .doesNotContain("all.txt");
        assertThat(links.get(2).url())
                .contains("response-content-disposition=inline&", "partNumber=3&")
                .doesNotContain("all.txt");
        assertThat(links.get(3).url()).contains("/d?", "x-oss-expires=300&", "all.txt");
    }

    @Test
    void lifetimeOrEndOfAnEntryReplacesThatOfTheMessage() throws Exception {
        Map<String, Object> shortEntry = Map.of("objectKey", "a", "expiration", "5m");
        Map<String, Object> entryWithEnd = Map.of("objectKey", "a", "expirationTime", "2024-11-12T09:32:56Z");

        assertThat(links(List.of(shortEntry), Map.of(PresignConstants.EXPIRATION_TIME, "2024-11-12T10:00:00Z")))
                .isEqualTo(links(List.of(shortEntry), Map.of()));
        assertThat(links(List.of(entryWithEnd), Map.of(PresignConstants.EXPIRATION, "15m")))
                .isEqualTo(links(List.of(shortEntry), Map.of()));
    }

    private record Wanted(String objectKey, String expiration, String downloadFileName) {}

    @Test
    void usesHeadersAtTheTimeOfTheCall() throws Exception {
        Exchange exchange = context.getEndpoint(ENDPOINT).createExchange();
        exchange.getMessage().setBody(List.of("a"));
        exchange.getMessage().setHeader(PresignConstants.EXPIRATION, "15m");
        var producer = context.getEndpoint(ENDPOINT).createProducer();
        producer.start();
        producer.process(exchange);
        exchange.getMessage().setHeader(PresignConstants.EXPIRATION, "nonsense");

        assertThat(((PresignedLink)
                                exchange.getMessage().getBody(Iterator.class).next())
                        .url())
                .contains("x-oss-expires=900&");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "objectkey | entry 2: option name: must be one of bucketName, objectKey, method, expiration, expirationTime, versionId, downloadFileName, process, trafficLimit, responseContentType, responseContentDisposition, uploadSize, contentMd5, query.NAME or header.NAME, was 'objectkey'",
                "query. | entry 2: option name: must be one of bucketName, objectKey, method, expiration, expirationTime, versionId, downloadFileName, process, trafficLimit, responseContentType, responseContentDisposition, uploadSize, contentMd5, query.NAME or header.NAME, was 'query.'",
                "expiration | entry 2: expiration: must be a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was 'x'",
                "method | entry 2: method: must be one of [GET, HEAD, PUT, DELETE, POST], was 'x'"
            })
    void invalidEntryFailsWhenItIsReached(String name, String message) throws Exception {
        Iterator<PresignedLink> links = iterator(List.of("a", Map.of("objectKey", "b", name, "x"), "c"), Map.of());

        assertThat(links.next().key()).isEqualTo("a");
        assertThatIllegalArgumentException().isThrownBy(links::next).withMessage(message);
        assertThatIllegalStateException().as("iteration after a failure").isThrownBy(links::hasNext);
    }

    @Test
    void errorContainsLineNumber() throws Exception {
        Iterator<PresignedLink> links = iterator("a\n\n/leading\n", Map.of());
        assertThat(links.next().key()).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(links::next)
                .withMessageStartingWith("line 3: ")
                .withMessageContaining("must not start with a slash");
    }

    @Test
    void bytesThatAreNoUtf8AreRefusedInTheirLine() throws Exception {
        Iterator<PresignedLink> links = iterator(new byte[] {'a', '\n', 'b', (byte) 0xff, '\n'}, Map.of());
        assertThat(links.next().key()).isEqualTo("a");
        assertThatIllegalArgumentException()
                .isThrownBy(links::next)
                .withMessage("line 2: must be UTF-8, was another encoding");
    }

    @Test
    void longLineFailsWithoutExhaustingMemory() throws Exception {
        Iterator<PresignedLink> links = iterator(new ByteArrayInputStream(new byte[100_000]), Map.of());
        assertThatIllegalArgumentException()
                .isThrownBy(links::next)
                .withMessageStartingWith("line 1: must be an object key of at most 1023 bytes");
    }

    @ParameterizedTest
    @CsvSource({"1, a java.lang.Integer", ", null"})
    void refusesEntryOfUnsupportedType(Integer entry, String was) {
        List<Object> entries = new ArrayList<>();
        entries.add(entry);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links(entries, Map.of()))
                .withMessage(
                        "entry 1: must be an object key, or a map or record with the options of a link, was " + was);
    }

    @Test
    void refusesBodyOfUnsupportedType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links(null, Map.of()))
                .withMessageStartingWith("body: must contain object keys")
                .withMessageEndingWith(", was empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links(42, Map.of()))
                .withMessageEndingWith(", was a java.lang.Integer");
    }

    @Test
    void policyAppliesToEachEntry() throws Exception {
        PresignComponent component = context.getComponent("presign", PresignComponent.class);
        component.setAllowedKeyPrefixes("out/");
        Iterator<PresignedLink> links =
                iterator(List.of("out/a", Map.of("objectKey", "out/b", "method", "PUT")), Map.of());
        assertThat(links.next().key()).isEqualTo("out/a");
        assertThatIllegalArgumentException()
                .isThrownBy(links::next)
                .withMessageStartingWith(
                        "entry 2: method: must be one of the methods that the option method or allowedMethods");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> links(List.of("in/a"), Map.of()))
                .withMessageStartingWith("entry 1: object key: must begin with one of allowedKeyPrefixes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "header.x-oss-copy-source   | /secrets/key    | must be x-oss-meta-* or",
                "header.X-OSS-Object-ACL    | public-read     | must be x-oss-meta-* or",
                "query.acl                  | ''              | query.NAME: must be one of [append, partNumber,",
                "query.symlink              | ''              | query.NAME: must be one of",
                "query.callback             | e30=            | query.NAME: must be one of",
                "query.x-oss-ac-source-ip   | 0.0.0.0         | query.NAME: must be one of",
                "query.x-oss-ac-subnet-mask | 1               | query.NAME: must be one of"
            })
    void entryCannotReachAnotherObjectOrRemoveARestriction(String name, String value, String message) throws Exception {
        context.getComponent("presign", PresignComponent.class).setAllowedMethods("GET,PUT");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> links(List.of(Map.of("objectKey", "k", "method", "PUT", name, value)), Map.of()))
                .withMessageStartingWith("entry 1: ")
                .withMessageContaining(message)
                .withMessageContaining(", was '" + name.substring(name.indexOf('.') + 1) + "'");
    }

    @Test
    void closesSourceAtTheEndAndAtAFailure() throws Exception {
        Source whole = new Source("a");
        assertThat(keys(whole)).containsExactly("a");
        assertThat(whole.closed).isTrue();

        Source bad = new Source("/x");
        assertThatIllegalArgumentException().isThrownBy(() -> keys(bad));
        assertThat(bad.closed).isTrue();

        Source cursor = new Source("a");
        assertThat(keys((Iterable<String>) () -> cursor)).containsExactly("a");
        assertThat(cursor.closed).isTrue();
        Source query = new Source("a");
        assertThat(keys(new Query(query))).containsExactly("a");
        assertThat(query.closed).isTrue();

        AtomicBoolean closed = new AtomicBoolean();
        assertThat(keys(Stream.of("a", "b").onClose(() -> closed.set(true)))).hasSize(2);
        assertThat(closed).isTrue();
    }

    @Test
    void closesSourceWithTheExchangeAndThenFails() throws Exception {
        Source source = new Source("a");
        Exchange result =
                template.send(ENDPOINT, exchange -> exchange.getMessage().setBody(source));

        assertThat(source.closed).isTrue();
        Iterator<?> links = result.getMessage().getBody(Iterator.class);
        assertThatIllegalStateException().isThrownBy(links::hasNext).withMessageContaining("the exchange is done");
    }

    @Test
    void linksOfListInMemoryCanBeReadAfterTheExchange() {
        Iterator<?> links = template.requestBody(ENDPOINT, List.of("a"), Iterator.class);
        assertThat(links.next()).isInstanceOf(PresignedLink.class);
    }

    /** Iterable that is closed itself, not by its iterator. */
    private record Query(Source source) implements Iterable<String>, Closeable {

        @Override
        public Iterator<String> iterator() {
            return source.keys;
        }

        @Override
        public void close() {
            source.close();
        }
    }

    private static final class Source implements Iterator<String>, Closeable {

        private final Iterator<String> keys;
        private boolean closed;

        Source(String... keys) {
            this.keys = List.of(keys).iterator();
        }

        @Override
        public boolean hasNext() {
            return keys.hasNext();
        }

        @Override
        public String next() {
            return keys.next();
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void refusesOutputBoth() {
        assertThatThrownBy(() -> template.sendBody(ENDPOINT + "&output=both", "a"))
                .hasStackTraceContaining(
                        "output: must not be both with operation signAll or signPrefix, which always replace the body");
    }
}
