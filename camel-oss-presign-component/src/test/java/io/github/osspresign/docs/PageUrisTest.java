// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.presign.PresignComponent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each URI of our endpoints that a page shows, in code, in a sentence or as a form, starts. */
class PageUrisTest {

    private static final Path ROOT = Path.of("..");

    /** A URI in a text. The name of a component is a scheme with a colon and nothing after it. */
    private static final Pattern URI = Pattern.compile("(?<![\\w.-])(?:presign|osspresigned):[\\w?${/.][^\\s\"'`<>|]*");

    /** A line or the first cell of a row that explains how to write a URI, such as {@code presign:bucketName[?options]}. */
    private static final Pattern FORM =
            Pattern.compile("(?m)^(?:\\| `)?((?:presign|osspresigned):[\\w\\[\\]?=]*)(?:` \\|.*)?$");

    /** Text in Java that continues on the next line. */
    private static final Pattern CONTINUED = Pattern.compile("\"\\s*\\+\\s*\"");

    private static final Pattern VALUE = Pattern.compile("\\$\\{[^}]*}|\\{\\{[^}]*}}");
    private static final Pattern BEAN = Pattern.compile("Repository=#(?:bean:)?(\\w+)");
    private static final Pattern CONSUMER = Pattern.compile("[?&](?:linkSource|delay)=");

    static List<String> uris() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")),
                            Stream.of(ROOT.resolve("README.md"), ROOT.resolve("README.zh-CN.md")))
                    .map(PageUrisTest::read)
                    .flatMap(page -> Stream.concat(shown(page), forms(page)))
                    .distinct()
                    .toList();
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> shown(String page) {
        return URI.matcher(CONTINUED.matcher(page.replace("&amp;", "&")).replaceAll(""))
                .results()
                .map(match -> match.group().replaceAll("[.,;]+$", "").replaceAll("^([^(]*)\\)$", "$1"))
                .filter(uri ->
                        !uri.contains("…") && !uri.endsWith("options") && !uri.endsWith(":") && !uri.contains("["));
    }

    /** Returns the URIs of all forms, with and without each optional part. */
    private static Stream<String> forms(String page) {
        return FORM.matcher(page)
                .results()
                .map(match -> match.group(1))
                .flatMap(PageUrisTest::alternatives)
                .map(uri -> uri.replace("options", uri.startsWith("presign") ? "expiration=1h" : "verify=none"))
                .map(uri -> uri.replace("bucketName", "my-bucket"));
    }

    private static Stream<String> alternatives(String form) {
        int start = form.indexOf('[');
        int end = form.indexOf(']');
        return start < 0
                ? Stream.of(form)
                : Stream.of(form.substring(start + 1, end), "")
                        .map(part -> form.substring(0, start) + part + form.substring(end + 1))
                        .flatMap(PageUrisTest::alternatives);
    }

    @Test
    void urisOfThePagesAreFound() throws IOException {
        assertThat(uris())
                .contains("osspresigned:inbox", "osspresigned:?streaming=true", "presign:my-bucket?expiration=1h")
                .hasSizeGreaterThan(30);
        assertThat(
                        shown(
                                "`osspresigned:` or \"osspresigned:a?b=c\"\n + \"&d=e\" mvn:io.github.osspresign:b (presign:c)."))
                .containsExactly("osspresigned:a?b=c&d=e", "presign:c");
        assertThat(forms("text\nosspresigned:[directory][?options]\n| `presign:` | x |\n"))
                .containsExactly(
                        "osspresigned:directory?verify=none",
                        "osspresigned:directory",
                        "osspresigned:?verify=none",
                        "osspresigned:",
                        "presign:");
    }

    @ParameterizedTest
    @MethodSource("uris")
    void uriOfPageStarts(String shown) {
        assertThatCode(() -> start(VALUE.matcher(shown)
                        .replaceAll("value")
                        .replace("linkSource=RAW(value)", "linkSource=seda:value")
                        .replace("callbackUrl=value", "callbackUrl=https://example.com/")
                        // The page sets the key and the domain as properties.
                        .replace(
                                "cdn=A", "cdn=A&authKey=aliyuncdnexp1234&endpoint=cdn.example.com&addressStyle=cname")))
                .doesNotThrowAnyException();
    }

    private static void start(String uri) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PresignComponent presign = new PresignComponent();
            presign.getConfiguration().setRegion("cn-hangzhou");
            presign.getConfiguration().setCredentialsProvider(new StaticCredentialsProvider("id", "secret"));
            context.addComponent("presign", presign);
            BEAN.matcher(uri)
                    .results()
                    .forEach(bean -> context.getRegistry().bind(bean.group(1), new MemoryIdempotentRepository()));
            context.getRegistry().bind("broker", new ActiveMQConnectionFactory("vm://0"));
            context.start();
            Endpoint endpoint = context.getEndpoint(uri);
            if (CONSUMER.matcher(uri).find()) {
                // Not started: there is no broker and no bucket.
                ServiceHelper.initService(endpoint.createConsumer(exchange -> {}));
            } else {
                ServiceHelper.startService(endpoint.createProducer());
            }
        }
    }
}
