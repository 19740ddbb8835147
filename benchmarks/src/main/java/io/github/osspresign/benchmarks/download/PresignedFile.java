// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route with {@code osspresigned:} that is sent a link, some times: {@code <link> <endpoint URI> <its directory>
 * <times>}.
 */
public final class PresignedFile {

    /** For who wants to know what comes between the message and the first byte. */
    static final String SENT = "sent ";

    private PresignedFile() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:link").to(args[1]);
                }
            });
            context.start();
            ProducerTemplate messages = context.createProducerTemplate();
            Transfer.print(Integer.parseInt(args[3]), Path.of(args[2]), () -> send(messages, args[0]));
        }
    }

    private static void send(ProducerTemplate messages, String link) throws Exception {
        System.out.println(SENT + System.currentTimeMillis());
        Exchange answered = messages.request(
                "direct:link", exchange -> exchange.getMessage().setBody(link));
        if (answered.getException() != null) {
            throw answered.getException();
        }
        String verified = answered.getMessage().getHeader("CamelOssPresignedVerified", String.class);
        if (!"crc64".equals(verified)) {
            throw new IllegalStateException("file: must be verified by crc64, was " + verified);
        }
    }
}
