// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spans that Camel makes of both components. */
@Timeout(120)
class TracingTest {

    private static final String SECRET = "secret-of-the-route";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    @AutoClose
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build();

    @AutoClose
    private final DocsServer server = new DocsServer();

    private void start() throws Exception {
        server.camel.bind("tracer", provider.get("camel"));
        server.property("camel.opentelemetry2.enabled", "true").start(new RouteBuilder() {
            @Override
            public void configure() {
                String keys = "&accessKey=" + server.oss.accessKeyId() + "&secretKey=RAW("
                        + server.oss.accessKeySecret() + ")";
                from("direct:share")
                        .to("presign:my-bucket?expiration=1h" + keys)
                        .to("osspresigned:inbox?refreshUri=RAW(presign:my-bucket?secretKey=" + SECRET + ")");
                from("osspresigned:inbox?fileExist=TryRename&linkSource=RAW(file:links?delay=50)")
                        .to("direct:process");
            }
        });
    }

    private List<SpanData> spans(String component) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> ("camel-" + component).equals(attribute(span, "component")))
                .toList();
    }

    private static @Nullable String attribute(SpanData span, String name) {
        return span.getAttributes().get(AttributeKey.stringKey(name));
    }

    @Test
    void spansShowEndpointsWithoutSecrets() throws Exception {
        start();
        String link = server.stored("a.txt", "content");

        server.send("direct:share", "", Map.of("CamelPresignObjectKey", "a.txt"));
        DocsServer.write("links", "a.json", link);
        server.awaitProcessed(1);
        // The span of a consumer ends after its route.
        await().atMost(DocsServer.LONG).until(() -> spans("osspresigned").size() == 2);

        assertThat(spans("presign")).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("presign");
            assertThat(attribute(span, "op")).isEqualTo("EVENT_SENT");
            assertThat(attribute(span, "url.path")).isEqualTo("my-bucket");
            assertThat(attribute(span, "camel.uri"))
                    .startsWith("presign://my-bucket?accessKey=xxxxxx&expiration=1h&secretKey=xxxxxx");
        });
        assertThat(spans("osspresigned"))
                .allSatisfy(span -> {
                    assertThat(span.getName()).isEqualTo("osspresigned");
                    assertThat(attribute(span, "url.path")).isEqualTo("inbox");
                })
                .extracting(span -> attribute(span, "op"))
                .containsExactly("EVENT_SENT", "EVENT_RECEIVED");
        assertThat(exporter.getFinishedSpanItems().toString())
                .doesNotContain(SECRET, server.oss.accessKeySecret(), "x-oss-signature=");
    }

    @Test
    void failedSpanHasAnErrorWithoutTheLink() throws Exception {
        start();

        server.send("direct:share", "", Map.of("CamelPresignObjectKey", "missing.txt"));

        assertThat(spans("osspresigned"))
                .anySatisfy(span -> assertThat(span.getStatus()).isEqualTo(StatusData.error()));
        assertThat(exporter.getFinishedSpanItems().toString())
                .doesNotContain(SECRET, server.oss.accessKeySecret(), "x-oss-signature=");
    }
}
