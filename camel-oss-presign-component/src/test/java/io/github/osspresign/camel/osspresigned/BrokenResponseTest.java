// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.BrokenResponse.Fault;
import io.github.osspresign.camel.osspresigned.BrokenResponse.Framing;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wherever a response ends, stalls or is wrong, a route gets exactly the object or a specific failure, and the next
 * download succeeds.
 */
@Tag("slow")
@Timeout(value = 3600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class BrokenResponseTest extends CamelTestSupport {

    /** Maximum number of cases per mode. */
    private static final int CASES = Integer.getInteger("broken.cases", 10);

    private static final long SEED = Long.getLong("broken.seed", System.nanoTime());

    /** Many threads, because most of them wait for a missing byte or for a processor. */
    private static final int THREADS = 32;

    private static final String COMMON = "allowedHosts=localhost:*&allowPrivateAddresses=true&allowHttp=true"
            + "&sslContextParameters=#tls&backoffInitial=1ms&connectTimeout=60s";

    /** Long enough for a response on a busy machine. */
    private static final String PATIENT = COMMON + "&stallTimeout=60s&maxAttempts=4";

    private static final String IMPATIENT = COMMON + "&stallTimeout=3s&maxAttempts=4";

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private static BrokenResponseServer plain;
    private static BrokenResponseServer encrypted;

    /** Way in which an object is delivered. */
    enum Mode {
        FILE,
        TEMPORARY_FILE,
        STREAM,
        UPLOAD
    }

    @BeforeAll
    static void startServers() throws Exception {
        plain = new BrokenResponseServer(null);
        encrypted = new BrokenResponseServer(new KeyStores(keys).localhost());
    }

    @AfterAll
    static void stopServers() throws IOException {
        plain.close();
        encrypted.close();
    }

    private static BrokenResponseServer server(String scheme) {
        return scheme.equals("https") ? encrypted : plain;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + keys.resolve("localhost"));
        store.setPassword(KeyStores.PASSWORD);
        TrustManagersParameters trusted = new TrustManagersParameters();
        trusted.setKeyStore(store);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trusted);
        context.getRegistry().bind("tls", parameters);
        context.getRegistry().bind("ignoring", new PolledTestSupport.RecordingHandler());
        return context;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                route("patient", PATIENT);
                route("impatient", IMPATIENT);
            }

            private void route(String name, String options) {
                String ranges = "&partSize=20&parallelism=3";
                from("direct:FILE-" + name).to("osspresigned:" + directory + "?" + options);
                from("direct:FILE-RANGES-" + name).to("osspresigned:" + directory + "?" + options + ranges);
                from("direct:TEMPORARY_FILE-" + name)
                        .to("osspresigned:?" + options)
                        .convertBodyTo(byte[].class);
                from("direct:TEMPORARY_FILE-RANGES-" + name)
                        .to("osspresigned:?" + options + ranges)
                        .convertBodyTo(byte[].class);
                from("direct:STREAM-" + name)
                        .to("osspresigned:?streaming=true&" + options)
                        .convertBodyTo(byte[].class);
                from("direct:UPLOAD-" + name).to("osspresigned:?operation=upload&" + options);
            }
        };
    }

    static Stream<Arguments> modes() {
        return Stream.of("http", "https")
                .flatMap(scheme -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(scheme, mode)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("modes")
    void routeGetsObjectOrFailure(String scheme, Mode mode) throws Exception {
        List<BrokenResponse> all = mode == Mode.UPLOAD ? BrokenResponse.ofUploads() : BrokenResponse.ofDownloads();
        assertNothingBroken(scheme + " " + mode, all, (response, number) -> violation(scheme, mode, response, number));
    }

    /** Returns the fault of the outcome, or {@code null} if it is right. */
    private @Nullable String violation(String scheme, Mode mode, BrokenResponse response, int number)
            throws IOException {
        BrokenResponseServer server = server(scheme);
        String name = mode + "-" + number + ".bin";
        byte[] object = object(number);
        String url = server.serve(name, object, response);
        String patience = response.fault() == Fault.SILENCE ? "impatient" : "patient";
        String ranges = response.framing() == Framing.RANGES && mode != Mode.STREAM ? "RANGES-" : "";
        Exchange exchange =
                template.request("direct:" + mode + "-" + (mode == Mode.UPLOAD ? "" : ranges) + patience, asked -> {
                    asked.setPattern(ExchangePattern.InOut);
                    if (mode == Mode.UPLOAD) {
                        asked.getMessage().setBody(object);
                        asked.getMessage().setHeader("CamelPresignLink", put(url));
                    } else {
                        asked.getMessage().setBody(url);
                    }
                });
        Path file = directory.resolve(name);
        String violation = exchange.getException() == null
                ? ofSuccess(mode, response, object, exchange, server.uploaded(name))
                : ofFailure(mode, response, object, exchange.getException(), Files.exists(file));
        try (Stream<Path> files = Files.list(directory)) {
            for (Path left : files.filter(left -> left.getFileName().toString().contains(name))
                    .toList()) {
                Files.deleteIfExists(left);
            }
        }
        return violation;
    }

    private static PresignedLink put(String url) {
        return PresignedLink.of(url, "PUT");
    }

    private static @Nullable String ofSuccess(
            Mode mode, BrokenResponse response, byte[] object, Exchange exchange, byte @Nullable [] uploaded)
            throws IOException {
        if (response.mustFail(object)) {
            return "success";
        }
        byte[] got = mode == Mode.UPLOAD
                ? uploaded
                : mode == Mode.FILE
                        ? Files.readAllBytes(exchange.getMessage()
                                .getBody(java.io.File.class)
                                .toPath())
                        : exchange.getMessage().getBody(byte[].class);
        if (!response.isDetectable() || Arrays.equals(got, object)) {
            return null;
        }
        return "wrong bytes: " + (got == null ? "none" : got.length);
    }

    private static @Nullable String ofFailure(
            Mode mode, BrokenResponse response, byte[] object, Throwable failure, boolean file) {
        if (file) {
            return "a file in spite of " + failure;
        }
        OssPresignException typed = null;
        for (Throwable cause = failure; cause != null && typed == null; cause = cause.getCause()) {
            typed = cause instanceof OssPresignException found ? found : null;
        }
        if (typed == null) {
            return "a failure without a class: " + failure;
        }
        return response.mustRecover(object, mode == Mode.STREAM) ? "no success: " + typed : null;
    }

    // ---- many cases

    private interface Case {
        @Nullable String violation(BrokenResponse response, int number) throws Exception;
    }

    private static List<BrokenResponse> sample(List<BrokenResponse> all) {
        List<BrokenResponse> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, new Random(SEED));
        return shuffled.subList(0, Math.min(CASES, shuffled.size()));
    }

    private static void assertNothingBroken(String what, List<BrokenResponse> all, Case tried) throws Exception {
        List<BrokenResponse> cases = sample(all);
        Queue<String> violations = new ConcurrentLinkedQueue<>();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CountDownLatch done = new CountDownLatch(cases.size());
        for (int i = 0; i < cases.size(); i++) {
            BrokenResponse response = cases.get(i);
            int number = i;
            Runnable run = () -> {
                try {
                    String violation = tried.violation(response, number);
                    if (violation != null) {
                        violations.add(response + ": " + violation);
                    }
                } catch (Throwable e) {
                    violations.add(response + ": " + e);
                } finally {
                    done.countDown();
                }
            };
            threads.execute(run);
        }
        assertThat(done.await(1, TimeUnit.HOURS)).as("all cases end").isTrue();
        threads.shutdown();
        report(what + ", from " + all.size(), cases.size(), List.copyOf(violations));
    }

    private static void report(String what, int cases, List<String> violations) {
        System.out.println(what + ": " + (cases - violations.size()) + " of " + cases + " cases hold, seed " + SEED);
        assertThat(violations).as(what + ", -Dbroken.seed=" + SEED).isEmpty();
    }

    /** Its own bytes for each number. */
    private static byte[] object(int number) {
        byte[] object = new byte[BrokenResponse.SIZE];
        new Random(number).nextBytes(object);
        return object;
    }
}
