// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStart;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.test.SettableClock;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** Route in a process to be killed, which records delivered objects in a ledger and prints a line for each step. */
final class KilledRoute {

    /** Names of the files that outlive the process, in its folder. */
    static final String LINKS = "links";

    static final String INBOX = "inbox";
    static final String LEDGER = "ledger";
    static final String KEYS = "keys";

    private KilledRoute() {}

    /**
     * The folder, where the keys are (port of a database, or a file), further options of the endpoint, and a broker that
     * has queues to read from and to send on to instead of folder and ledger.
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (CamelContext context = new DefaultCamelContext()) {
            OssPresignedComponent component = new OssPresignedComponent();
            component.setClock(new SettableClock(Instant.parse("2026-01-02T03:04:05Z")));
            context.addComponent("osspresigned", component);
            context.getRegistry().bind("seen", repository(folder, args[1]));
            context.getRegistry().bind("steps", new Steps());
            if (args.length > 3) {
                context.addComponent(
                        "jms", JmsComponent.jmsComponentTransacted(new ActiveMQConnectionFactory(args[3])));
                context.addRoutes(queueRoute(folder, args[2]));
            } else {
                context.addRoutes(folderRoute(folder, args[2]));
            }
            context.start();
            System.out.println("started");
            Thread.currentThread().join();
        }
    }

    private static IdempotentRepository repository(Path folder, String where) {
        return where.equals("file")
                ? FileIdempotentRepository.fileIdempotentRepository(
                        folder.resolve(KEYS).toFile())
                : new JdbcMessageIdRepository(Postgres.dataSource(Integer.parseInt(where)), KEYS);
    }

    private static String uri(Path folder, String options, String source) {
        return "osspresigned:" + folder.resolve(INBOX) + "?" + OssPresignedTestSupport.LOCAL + options
                + "&idempotent=true&idempotentRepository=#seen&transferListener=#steps&linkSource=RAW(" + source + ")";
    }

    private static RouteBuilder folderRoute(Path folder, String options) {
        String source = "file:" + folder.resolve(LINKS) + "?delay=20&initialDelay=0&moveFailed=.error";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(folder, options, source)).process(exchange -> enter(folder.resolve(LEDGER), exchange));
            }
        };
    }

    private static RouteBuilder queueRoute(Path folder, String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(folder, options, "jms:queue:links"))
                        .process(exchange -> exchange.getMessage().setBody(line(exchange)))
                        .to("jms:queue:out");
            }
        };
    }

    /** Returns the name and a checksum of the delivered object. */
    private static String line(Exchange exchange) throws Exception {
        CRC32C crc = new CRC32C();
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            crc.update(body.readAllBytes());
        }
        return exchange.getMessage().getHeader("CamelFileName") + " " + crc.getValue();
    }

    /** Appends a line and forces it to the disk. */
    private static void enter(Path ledger, Exchange exchange) throws Exception {
        String line = line(exchange) + "\n";
        try (FileChannel file = FileChannel.open(ledger, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        System.out.println("entered");
    }

    private static final class Steps implements TransferListener {

        @Override
        public void started(TransferStart download) {
            System.out.println("began");
        }

        @Override
        public void progress(TransferStatus progress) {
            System.out.println("bytes");
        }

        @Override
        public void finished(TransferEnd end) {
            System.out.println("ended");
        }
    }
}
