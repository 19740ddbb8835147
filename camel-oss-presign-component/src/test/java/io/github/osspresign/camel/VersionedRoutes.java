// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.presign.PresignComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;

/** Routes that {@link RollBackTest} runs with the classes of several versions, each in its own class loader. */
public final class VersionedRoutes {

    private VersionedRoutes() {}

    /** Downloads an object and returns the bytes that were taken over from a part file. */
    public static Long download(String uri, String link) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.start();
            Exchange result = context.createProducerTemplate()
                    .request(uri, exchange -> exchange.getMessage().setHeader(PresignConstants.URL, link));
            if (result.getException() != null) {
                throw result.getException();
            }
            return result.getMessage().getHeader(OssPresignedConstants.RESUMED_BYTES, Long.class);
        }
    }

    /** Returns the keys that a watcher delivers until it has stored that one of them is delivered. */
    public static List<String> watch(String uri, Path stored, String last) throws Exception {
        List<String> delivered = new CopyOnWriteArrayList<>();
        FileIdempotentRepository seen = new FileIdempotentRepository();
        seen.setFileStore(stored.toFile());
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addComponent("presign", new PresignComponent());
            context.getRegistry().bind("position", FileStateRepository.fileStateRepository(stored.toFile()));
            context.getRegistry().bind("seen", seen);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri)
                            .process(exchange -> delivered.add(
                                    exchange.getMessage().getHeader(PresignConstants.SOURCE_OBJECT_KEY, String.class)));
                }
            });
            context.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() ->
                            delivered.contains(last) && Files.readString(stored).contains(last));
        }
        return List.copyOf(delivered);
    }
}
