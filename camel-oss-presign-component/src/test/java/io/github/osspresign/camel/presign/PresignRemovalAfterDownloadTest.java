// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.link.PresignedLink;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer deletes or moves an object only if the exchange or a copy of it has downloaded the link. */
@Execution(ExecutionMode.CONCURRENT)
class PresignRemovalAfterDownloadTest extends PresignServerTestSupport {

    @TempDir
    private Path inbox;

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private String watch(String options) {
        return bucketUri() + "&prefix=in/&initialDelay=0&delay=50" + options;
    }

    private String download(String directoryAndOptions) {
        return "osspresigned:" + directoryAndOptions
                + "&allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true";
    }

    private String download() {
        return download(inbox + "?fileExist=Override");
    }

    private boolean isStored(String key) {
        try {
            return server.objectBytes("demo", key) != null;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void awaitRemoval() {
        patiently().until(() -> !isStored("in/a.txt"));
    }

    /** Waits for two further listings of the prefix, which would remove the object. */
    private void assertStaysInTheBucket() {
        patiently().until(() -> delivered.size() == 1);
        awaitFurtherRequests(4);
        assertThat(isStored("in/a.txt")).isTrue();
        assertThat(delivered).containsExactly("in/a.txt");
        assertThat(server.requests()).noneMatch(request -> request.method().equals("DELETE"));
    }

    private void startRoutes(RouteBuilder routes) throws Exception {
        put("in/a.txt", "content");
        context.addRoutes(routes);
        context.start();
    }

    private abstract class Routes extends RouteBuilder {
        void record() {
            interceptFrom("presign:*").process(exchange -> delivered.add(key(exchange)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct", "linkSource", "enrich", "pollEnrich", "split", "multicast", "wireTap", "seda"})
    void objectIsRemovedAfterADownloadInTheExchangeOrACopy(String form) throws Exception {
        String uri = watch("&deleteAfterRead=true&output=both");
        startRoutes(new Routes() {
            @Override
            public void configure() {
                if (form.equals("linkSource")) {
                    from(download(inbox + "?linkSource=RAW("
                                    + uri.replace("RAW(", "").replace(")", "") + ")"))
                            .to("mock:out");
                    return;
                }
                switch (form) {
                    case "direct" -> from(uri).to(download());
                    case "enrich" -> from(uri).enrich(download());
                    case "pollEnrich" -> from(uri).pollEnrich(download(), 10_000);
                    case "split" -> from(uri).split(body()).to("seda:downloads");
                    case "multicast" -> from(uri).multicast().to("mock:audit", "direct:download");
                    case "wireTap" -> from(uri).wireTap("direct:download");
                    default -> from(uri).to("seda:downloads");
                }
                from("direct:download").to(download());
                from("seda:downloads").to(download());
            }
        });

        awaitRemoval();
        assertThat(inbox.resolve("a.txt")).hasContent("content");
    }

    @Test
    void objectIsRemovedWhenACopyCompletesItsDownloadAfterTheExchange() throws Exception {
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        context.getRegistry().bind("seen", seen);
        CountDownLatch mayDownload = new CountDownLatch(1);
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&moveTo=done/&idempotentRepository=#seen")).wireTap("seda:later");
                from("seda:later")
                        .process(exchange -> assertThat(mayDownload.await(60, TimeUnit.SECONDS))
                                .isTrue())
                        .to(download());
            }
        });
        assertStaysInTheBucket();
        assertThat(seen.getCacheSize()).isEqualTo(1);

        mayDownload.countDown();

        awaitRemoval();
        assertThat(server.objectBytes("demo", "done/a.txt")).isEqualTo("content".getBytes(UTF_8));
        patiently().until(() -> seen.getCacheSize() == 0);
        assertThat(delivered).containsExactly("in/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&stateRepository=#position"})
    void objectWhoseLinkIsSentOnAsJsonStays(String option) throws Exception {
        context.getRegistry().bind("position", new MemoryStateRepository());
        CountDownLatch fetched = new CountDownLatch(1);
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true&output=body" + option))
                        .convertBodyTo(String.class)
                        .process(exchange -> delivery(exchange.getMessage().getBody(String.class)));
            }

            private void delivery(String json) {
                // As a queue: nothing but the text arrives.
                context.createFluentProducerTemplate()
                        .to(download())
                        .withBody(json)
                        .send();
                fetched.countDown();
            }
        });
        assertThat(fetched.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(inbox.resolve("a.txt")).hasContent("content");
        assertStaysInTheBucket();
    }

    @ParameterizedTest
    @ValueSource(strings = {"&deleteAfterRead=true", "&moveTo=done/"})
    void objectThatNobodyDownloadsStays(String option) throws Exception {
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch(option)).to("mock:out");
            }
        });
        assertStaysInTheBucket();
    }

    @Test
    void objectThatNobodyDownloadsIsDeletedAlways() throws Exception {
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=always")).to("mock:out");
            }
        });
        awaitRemoval();
        assertThat(delivered).containsExactly("in/a.txt");
    }

    @Test
    void downloadOfAnotherLinkDoesNotCount() throws Exception {
        put("other.txt");
        String other = Objects.requireNonNull(context.createFluentProducerTemplate()
                        .to(bucketUri() + "&objectKey=other.txt")
                        .request(Exchange.class))
                .getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class)
                .url();
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true"))
                        .removeHeaders("CamelPresign*")
                        .setHeader(OssPresignedConstants.URL, constant(other))
                        .to(download());
            }
        });
        assertStaysInTheBucket();
        assertThat(inbox.resolve("other.txt")).exists();
    }

    @Test
    void downloadInACopyThatFailsAfterwardsDoesNotCount() throws Exception {
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true")).wireTap("direct:failing");
                from("direct:failing").to(download()).throwException(new IllegalStateException("behind the download"));
            }
        });
        assertStaysInTheBucket();
    }

    @Test
    void streamCountsIfItIsReadToItsEnd() throws Exception {
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true"))
                        .to(download("?streaming=true"))
                        .to("file:" + inbox + "?fileName=copy.txt");
            }
        });
        awaitRemoval();
        assertThat(inbox.resolve("copy.txt")).hasContent("content");
    }

    @Test
    void streamThatNobodyReadsDoesNotCount() throws Exception {
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true")).to(download("?streaming=true"));
            }
        });
        assertStaysInTheBucket();
    }

    @Test
    void failedDeletionOfADownloadedObjectIsRepeatedWithoutAnotherDelivery() throws Exception {
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        context.getRegistry().bind("seen", seen);
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no", Map.of()),
                1,
                request -> request.method().equals("DELETE"));
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from(watch("&deleteAfterRead=true&idempotentRepository=#seen")).to(download());
            }
        });
        awaitRemoval();
        patiently().until(() -> seen.getCacheSize() == 0);
        assertThat(delivered).containsExactly("in/a.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&idempotentKey=one"})
    void duplicateCountsIfItsKeyIsTheObject(String key) throws Exception {
        put("in/a.txt", "content");
        context.getRegistry().bind("downloads", new MemoryIdempotentRepository());
        String once = download(inbox + "?idempotent=true&idempotentRepository=#downloads" + key);
        startRoutes(new Routes() {
            @Override
            public void configure() {
                record();
                from("direct:first")
                        .to(bucketUri() + "&objectKey=in/a.txt")
                        .to(once)
                        .to("mock:first");
                from(watch("&deleteAfterRead=true"))
                        .routeId("watch")
                        .autoStartup(false)
                        .to(once);
            }
        });
        context.createProducerTemplate().sendBody("direct:first", null);
        assertThat(inbox.resolve("a.txt")).exists();

        context.getRouteController().startRoute("watch");

        if (key.isEmpty()) {
            awaitRemoval();
        } else {
            assertStaysInTheBucket();
        }
    }
}
