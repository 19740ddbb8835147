// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process of {@link UploadMemoryTest} that uploads one large body in a small heap. */
final class UploadMain {

    private UploadMain() {}

    /**
     * Arguments: the link, or the file of an upload plan; {@code file} or {@code stream}; the number of bytes; a directory.
     */
    public static void main(String[] args) throws Exception {
        long bytes = Long.parseLong(args[2]);
        try (CamelContext context = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(context, routes -> {
                String upload = "osspresigned:?operation=upload&" + OssPresignedTestSupport.LOCAL;
                routes.from("direct:file").to(upload);
                // Stream caching would read the whole stream into memory first.
                routes.from("direct:stream").streamCache("false").to(upload);
            });
            context.start();
            Object body = args[1].equals("file") ? file(Path.of(args[3], "large.bin"), bytes) : new Pattern(bytes);
            try (ProducerTemplate template = context.createProducerTemplate()) {
                Object verified = template.request("direct:" + args[1], exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(headers(args[0]));
                        })
                        .getMessage()
                        .getHeader("CamelOssPresignedVerified");
                System.out.println("verified by " + verified);
            }
        }
    }

    private static Map<String, Object> headers(String linkOrPlan) {
        return linkOrPlan.startsWith("http")
                ? Map.of("CamelPresignUrl", linkOrPlan)
                : Map.of("CamelPresignUpload", Path.of(linkOrPlan));
    }

    private static Path file(Path path, long bytes) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(bytes);
        }
        return path;
    }

    /** Stream of a number of repeating bytes that can be read once. */
    private static final class Pattern extends InputStream {
        private long left;

        Pattern(long bytes) {
            left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? (int) (left & 0xFF) : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            int count = 0;
            while (count < wanted && left > 0) {
                buffer[offset + count++] = (byte) --left;
            }
            return count == 0 ? -1 : count;
        }
    }
}
