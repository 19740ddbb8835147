package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.osspresigned.monitor.DownloadEnd;
import io.github.osspresign.camel.osspresigned.monitor.DownloadListener;
import io.github.osspresign.camel.osspresigned.monitor.DownloadProgress;
import io.github.osspresign.camel.osspresigned.monitor.DownloadStart;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.zip.CRC32C;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/** A route that enters what it is brought into a ledger, with a line of output for each step, to be killed at any of them. */
final class KilledRoute {

    /** All that outlives the process, by its name in the folder of the process. */
    static final String LINKS = "links";

    static final String INBOX = "inbox";
    static final String LEDGER = "ledger";
    static final String KEYS = "keys";

    private KilledRoute() {}

    /** The folder, where the keys are (port of a database, or a file), further options of the endpoint. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        try (CamelContext context = new DefaultCamelContext()) {
            OssPresignedComponent component = new OssPresignedComponent();
            component.setClock(new SettableClock(Instant.parse("2026-01-02T03:04:05Z")));
            context.addComponent("osspresigned", component);
            context.getRegistry().bind("seen", repository(folder, args[1]));
            context.getRegistry().bind("steps", new Steps());
            context.addRoutes(route(folder, args[2]));
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

    private static RouteBuilder route(Path folder, String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("osspresigned:" + folder.resolve(INBOX) + "?" + OssPresignedTestSupport.LOCAL + options
                                + "&idempotent=true&idempotentRepository=#seen&progressListener=#steps"
                                + "&linkSource=RAW(file:" + folder.resolve(LINKS)
                                + "?delay=20&initialDelay=0&moveFailed=.error)")
                        .process(exchange -> enter(folder.resolve(LEDGER), exchange));
            }
        };
    }

    /** It lasts when this returns. */
    private static void enter(Path ledger, Exchange exchange) throws IOException {
        CRC32C crc = new CRC32C();
        try (InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class)) {
            crc.update(body.readAllBytes());
        } catch (org.apache.camel.InvalidPayloadException e) {
            throw new IOException(e);
        }
        String line = exchange.getMessage().getHeader("CamelFileName") + " " + crc.getValue() + "\n";
        try (FileChannel file = FileChannel.open(ledger, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        System.out.println("entered");
    }

    private static final class Steps implements DownloadListener {

        @Override
        public void started(DownloadStart download) {
            System.out.println("began");
        }

        @Override
        public void progress(DownloadProgress progress) {
            System.out.println("bytes");
        }

        @Override
        public void finished(DownloadEnd end) {
            System.out.println("ended");
        }
    }
}
