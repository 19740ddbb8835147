// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;

/** Child process that runs a route with idempotent keys in a database and can be killed. */
final class IdempotentProcess {

    private IdempotentProcess() {}

    static Process start(int database, String repository, Path inbox, Path links, Path done, String mark)
            throws IOException {
        return JavaCommand.of(
                        IdempotentProcess.class,
                        List.of(),
                        Integer.toString(database),
                        repository,
                        inbox.toString(),
                        links.toString(),
                        done.toString(),
                        mark)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Port of the database, name of the repository, inbox, folder of links, folder of marks, mark of this process. */
    public static void main(String[] args) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            OssPresignedComponent component = new OssPresignedComponent();
            component.setClock(new SettableClock(Instant.parse("2026-01-02T03:04:05Z")));
            context.addComponent("osspresigned", component);
            context.getRegistry()
                    .bind("seen", new JdbcMessageIdRepository(Postgres.dataSource(Integer.parseInt(args[0])), args[1]));
            context.addRoutes(route(args[2], args[3], Path.of(args[4]), args[5]));
            context.start();
            Thread.currentThread().join();
        }
    }

    private static RouteBuilder route(String inbox, String links, Path done, String mark) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("osspresigned:" + inbox + "?" + OssPresignedTestSupport.LOCAL
                                + "&stallTimeout=10m&idempotent=true&idempotentRepository=#seen"
                                + "&linkSource=RAW(file:" + links + "?delay=50&initialDelay=0&readLock=none)")
                        .process(exchange -> {
                            String name = exchange.getMessage().getHeader("CamelFileName", String.class);
                            if (name.equals("stop-in-route")) {
                                Files.createFile(done.resolve(mark + "-" + name + ".begun"));
                                Thread.currentThread().join();
                            }
                            Files.createFile(done.resolve(mark + "-" + name));
                        });
            }
        };
    }
}
