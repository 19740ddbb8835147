// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import io.github.osspresign.camel.presign.PresignEndpoint;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Error messages show any value of a header or option in one printable line of limited length. */
@Tag("slow")
class HostileValuesTest {

    private static final String LINE = "\r\nINFO forged\u001b[31m\u202e\u0000\u2028\ud83d";
    private static final List<String> VALUES = List.of(
            "v" + LINE, LINE, "x".repeat(100_000), "https://h/" + "y".repeat(20_000), ("9" + LINE).repeat(3_000));

    /** Camel masks the URI of an endpoint that it does not know in time that grows with the square of the length. */
    private static final int MAX_ENDPOINT_URI = Integer.getInteger("hostile.endpoint", 2500);

    private static final Pattern NOT_PRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    private static final String PRESIGN = "presign:examplebucket?region=cn-hangzhou&accessKey=id&secretKey=secret";

    @TempDir
    Path directory;

    @AutoClose
    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    static Stream<String> presignHeaders() throws Exception {
        return headers(PresignConstants.class);
    }

    static Stream<String> osspresignedHeaders() throws Exception {
        return headers(OssPresignedConstants.class);
    }

    private static Stream<String> headers(Class<?> constants) throws Exception {
        Stream.Builder<String> names = Stream.builder();
        for (Field field : constants.getFields()) {
            if (field.get(null) instanceof String name) {
                names.add(name);
            }
        }
        return names.build();
    }

    static Stream<Method> presignOptions() throws Exception {
        return textOptions(Class.forName("io.github.osspresign.camel.presign.PresignConfiguration"));
    }

    static Stream<Method> osspresignedOptions() throws Exception {
        return textOptions(Class.forName("io.github.osspresign.camel.osspresigned.OssPresignedConfiguration"));
    }

    private static Stream<Method> textOptions(Class<?> configuration) {
        return Arrays.stream(configuration.getMethods())
                .filter(method -> method.getName().startsWith("set")
                        && method.getParameterCount() == 1
                        && method.getParameterTypes()[0] == String.class);
    }

    @ParameterizedTest
    @MethodSource("presignHeaders")
    void escapesValueOfPresignHeader(String header) throws Exception {
        for (String uri : List.of(
                PRESIGN + "&objectKey=k",
                PRESIGN,
                PRESIGN + "&operation=postPolicy&method=POST&objectKey=k",
                PRESIGN + "&operation=signAll&output=body")) {
            PresignEndpoint endpoint = context.getEndpoint(uri, PresignEndpoint.class);
            for (String value : VALUES) {
                assertFit(header, exchange(endpoint.createProducer(), "a-key", Map.of(header, value)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presignHeaders")
    void escapesValueOfEntryOption(String header) throws Exception {
        PresignEndpoint endpoint =
                context.getEndpoint(PRESIGN + "&operation=signAll&output=body", PresignEndpoint.class);
        String option = header.replace("CamelPresign", "");
        option = Character.toLowerCase(option.charAt(0)) + option.substring(1);
        for (String value : VALUES) {
            for (String name :
                    List.of(option, "header.x-oss-meta-a", "query.response-expires", "header." + value, value)) {
                Map<String, Object> entry = new TreeMap<>(Map.of("objectKey", "k"));
                entry.put(name, value);
                assertFit(name, exchange(endpoint.createProducer(), List.of(entry), Map.of()));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("presignOptions")
    void escapesValueOfPresignOption(Method option) throws Exception {
        for (String value : VALUES) {
            PresignEndpoint endpoint =
                    (PresignEndpoint) context.getComponent("presign").createEndpoint(PRESIGN + "&objectKey=k");
            option.setAccessible(true);
            option.invoke(endpoint.getConfiguration(), value);
            assertFit(option.getName(), started(endpoint::createProducer));
        }
    }

    @ParameterizedTest
    @MethodSource("osspresignedHeaders")
    void escapesValueOfOsspresignedHeader(String header) throws Exception {
        for (String uri : List.of(
                "osspresigned:" + directory + "?maxAttempts=1",
                "osspresigned:?maxAttempts=1",
                "osspresigned:?operation=upload&maxAttempts=1")) {
            OssPresignedEndpoint endpoint = context.getEndpoint(uri, OssPresignedEndpoint.class);
            endpoint.start();
            for (String value : VALUES) {
                assertFit(header, exchange(endpoint.createProducer(), value, Map.of(header, value)));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("osspresignedOptions")
    void escapesValueOfOsspresignedOption(Method option) throws Exception {
        for (String value : VALUES) {
            OssPresignedEndpoint endpoint = (OssPresignedEndpoint)
                    context.getComponent("osspresigned").createEndpoint("osspresigned:" + directory);
            option.setAccessible(true);
            int length = option.getName().equals("setRefreshUri")
                    ? Math.min(value.length(), MAX_ENDPOINT_URI)
                    : value.length();
            option.invoke(endpoint.getConfiguration(), value.substring(0, length));
            assertFit(option.getName(), started(() -> {
                endpoint.start();
                return endpoint.createProducer();
            }));
        }
    }

    private @Nullable Throwable exchange(Producer producer, Object body, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(body);
        exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        try {
            producer.start();
            producer.process(exchange);
            if (exchange.getMessage().getBody() instanceof java.util.Iterator<?> links) {
                links.forEachRemaining(link -> {});
            }
        } catch (Exception e) {
            return e;
        } finally {
            producer.stop();
        }
        return exchange.getException();
    }

    private static @Nullable Throwable started(java.util.concurrent.Callable<Producer> maker) {
        try {
            Producer producer = maker.call();
            producer.start();
            producer.stop();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    private static void assertFit(String what, @Nullable Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            String message = String.valueOf(e.getMessage());
            assertThat(message).as("%s: %s", what, e.getClass().getName()).hasSizeLessThan(6_000);
            assertThat(NOT_PRINTABLE.matcher(message).find())
                    .as("%s: %s", what, message)
                    .isFalse();
        }
    }
}
