// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.link.PresignedLink;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process of {@link BulkMemoryTest} that signs many objects in a small heap. */
final class BulkMain {

    private static final int PAGE = 1000;

    private BulkMain() {}

    /** Arguments: the operation, or {@code watch} for a poll of objects that are too young, and the number of objects. */
    public static void main(String[] args) throws Exception {
        long number = Long.parseLong(args[1]);
        HttpServer service = service(number);
        service.start();
        AtomicLong links = new AtomicLong();
        AtomicLong characters = new AtomicLong();
        String endpoint = "presign:demo?region=cn-hangzhou&accessKey=id&secretKey=secret&endpoint=http://127.0.0.1:"
                + service.getAddress().getPort();
        boolean watch = args[0].equals("watch");
        CountDownLatch idle = new CountDownLatch(watch ? 1 : 0);
        long begin = System.nanoTime();
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("presign", new PresignComponent(Map.of(), null));
            RouteBuilder.addRoutes(context, routes -> {
                // Stream caching would read the whole stream into memory first.
                routes.from("direct:in")
                        .streamCache("false")
                        .to(endpoint + "&operation=" + (watch ? "sign" : args[0]))
                        .split(routes.body())
                        .streaming()
                        .process(exchange -> {
                            links.incrementAndGet();
                            characters.addAndGet(exchange.getMessage()
                                    .getBody(PresignedLink.class)
                                    .url()
                                    .length());
                        });
                routes.from(endpoint + "&minAge=36500d&initialDelay=0&delay=1h&sendEmptyMessageWhenIdle=true")
                        .autoStartup(watch)
                        .process(exchange -> idle.countDown());
            });
            context.start();
            if (!watch) {
                context.createProducerTemplate()
                        .sendBody("direct:in", args[0].equals("signAll") ? new Keys(number) : "");
            }
            idle.await();
        }
        service.stop(0);
        System.out.printf(
                "%s: %d links, %d characters, %d s, heap at most %d MB%n",
                args[0],
                links.get(),
                characters.get(),
                Duration.ofNanos(System.nanoTime() - begin).toSeconds(),
                Runtime.getRuntime().maxMemory() >> 20);
    }

    /** Stream of key lines that are generated while it is read. */
    private static final class Keys extends InputStream {

        private final long number;
        private long made;
        private byte[] line = {};
        private int position;

        Keys(long number) {
            this.number = number;
        }

        @Override
        public int read() {
            return fill() ? line[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (!fill()) {
                return -1;
            }
            int copied = Math.min(length, line.length - position);
            System.arraycopy(line, position, target, offset, copied);
            position += copied;
            return copied;
        }

        /** Returns whether a byte is left to read. */
        private boolean fill() {
            if (position == line.length && made < number) {
                line = (key(made++) + "\n").getBytes(UTF_8);
                position = 0;
            }
            return position < line.length;
        }
    }

    static String key(long index) {
        return "archive/2024/%012d.csv".formatted(index);
    }

    /** Handles each listing request with the next thousand objects. */
    static HttpServer service(long number) throws Exception {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/", exchange -> {
            String query = exchange.getRequestURI().getQuery();
            long first = numberIn(query, "continuation-token=t", numberIn(query, "start-after=", -1) + 1);
            long only = numberIn(query, "prefix=", -1);
            byte[] page = (only < 0 ? page(first, Math.min(number, first + PAGE), number) : page(only, only + 1, 0))
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/xml");
            exchange.sendResponseHeaders(200, page.length);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(page);
            }
        });
        return service;
    }

    /** Returns the first number in the value of a parameter. */
    private static long numberIn(String query, String parameter, long missing) {
        Matcher matcher = Pattern.compile(Pattern.quote(parameter) + "(?:archive/2024/)?([0-9]+)")
                .matcher(query);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : missing;
    }

    private static String page(long first, long end, long number) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult>")
                .append("<Name>demo</Name><MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><IsTruncated>")
                .append(end < number)
                .append("</IsTruncated>");
        if (end < number) {
            xml.append("<NextContinuationToken>t").append(end).append("</NextContinuationToken>");
        }
        for (long i = first; i < end; i++) {
            xml.append("<Contents><Key>")
                    .append(key(i).replace("/", "%2F"))
                    .append("</Key><LastModified>2024-01-01T00:00:00.000Z</LastModified>")
                    .append("<ETag>\"9A0364B9E99BB480DD25E1F0284C8555\"</ETag><Type>Normal</Type><Size>7</Size>")
                    .append("<StorageClass>Standard</StorageClass></Contents>");
        }
        return xml.append("</ListBucketResult>").toString();
    }
}
