// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.File;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route that opens an upload in parts and carries it out by its links, some times: {@code <endpoint> <key id> <key> <file>
 * <times>}.
 */
public final class PlannedUpload {

    private PlannedUpload() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:file")
                            .to("presign:" + StoredObjects.BUCKET + "?operation=multipart&partSize="
                                    + UploadSuite.PART_SIZE + "&region=cn-hangzhou&endpoint=" + args[0] + "&accessKey="
                                    + args[1] + "&secretKey=RAW(" + args[2] + ")&objectKey=" + UploadSuite.KEY)
                            .to(Bench.osspresigned(
                                    Path.of(""), args[0], "&operation=upload&parallelism=" + UploadSuite.PARALLEL));
                }
            });
            context.start();
            ProducerTemplate messages = context.createProducerTemplate();
            Transfer.print(Integer.parseInt(args[4]), () -> send(messages, new File(args[3])));
        }
    }

    private static void send(ProducerTemplate messages, File file) throws Exception {
        Exchange answered = messages.request(
                "direct:file", exchange -> exchange.getMessage().setBody(file));
        if (answered.getException() != null) {
            throw answered.getException();
        }
        String verified = answered.getMessage().getHeader("CamelOssPresignedVerified", String.class);
        if (!"crc64".equals(verified)) {
            throw new IllegalStateException("object: must be verified by crc64, was " + verified);
        }
    }
}
