// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.SignedLinks;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.jspecify.annotations.Nullable;

/** An application with the routes of a page, and what they need around them: buckets, queues, a mailbox, folders. */
final class DocsServer implements AutoCloseable {

    static final String BUCKET = "my-bucket";
    static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> FOLDERS =
            List.of("films", "inbox", "keys", "links", "lists", "orders", "outbox", "plans", "reports", "sftp");
    private static final String MAILBOX = "bob@example.com";

    final OssDevServer oss = OssDevServer.builder()
            .bucket(BUCKET)
            .bucket("reports")
            .bucket("tenant-a")
            .start();
    final Main camel = new Main();
    /** Log messages of the routes. */
    final List<String> logged = new CopyOnWriteArrayList<>();

    private @Nullable EmbeddedActiveMQ broker;
    private @Nullable GreenMail mail;

    DocsServer() {
        FOLDERS.forEach(DocsServer::delete);
        camel.configure().withAutoConfigurationLogSummary(false).withJmxEnabled(false);
        property("camel.component.presign.endpoint", oss.endpoint().toString());
        property("camel.component.presign.region", oss.region());
        property("camel.component.presign.access-key", oss.accessKeyId());
        property("camel.component.presign.secret-key", oss.accessKeySecret());
        // Links to this machine, without TLS, are refused unless one asks for them.
        property("camel.component.osspresigned.allowed-hosts", "127.0.0.1:*");
        property("camel.component.osspresigned.allow-private-addresses", "true");
        property("camel.component.osspresigned.allow-http", "true");
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                for (String end : List.of("process", "announce", "renew")) {
                    from("direct:" + end).to("mock:" + end);
                }
            }
        });
    }

    private static void delete(String folder) {
        Path path = Path.of(folder);
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    DocsServer property(String name, String value) {
        camel.addInitialProperty(name, value);
        return this;
    }

    DocsServer withQueues() throws Exception {
        broker = new EmbeddedActiveMQ();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://guide"));
        broker.start();
        camel.bind("jms", JmsComponent.jmsComponent(new ActiveMQConnectionFactory("vm://guide")));
        return this;
    }

    /** Returns the port of the routes that a browser requests. */
    int withWebServer() {
        int port = FreePort.find();
        property("camel.server.enabled", "true").property("camel.server.port", String.valueOf(port));
        return port;
    }

    GreenMail withMailbox() {
        GreenMail server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        mail = server;
        server.start();
        server.setUser(MAILBOX, MAILBOX, "embedded");
        property(
                "outgoing",
                "smtp://127.0.0.1:" + server.getSmtp().getPort() + "?from=alice@example.com&to=" + MAILBOX
                        + "&subject=A file for you");
        property(
                "mailbox",
                "imap://127.0.0.1:" + server.getImap().getPort() + "?delete=true&delay=200&username=" + MAILBOX
                        + "&password=embedded");
        return server;
    }

    /** Returns the first form of a mail that has several. */
    static String plainText(MimeMessage mail) throws MessagingException, IOException {
        return (String) ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent();
    }

    DocsServer start(RouteBuilder... routes) throws Exception {
        for (RouteBuilder route : routes) {
            camel.configure().addRoutesBuilder(route);
        }
        camel.init();
        context().getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
        camel.start();
        return this;
    }

    /** Starts the route of a file of the guide, or with {@code java} the other one. */
    DocsServer start(String file, RouteBuilder inJava) throws Exception {
        if (file.equals("java")) {
            return start(inJava);
        }
        camel.configure().withRoutesIncludePattern("classpath:guide/" + file);
        return start();
    }

    CamelContext context() {
        return Objects.requireNonNull(camel.getCamelContext());
    }

    MockEndpoint end(String name) {
        MockEndpoint end = context().getEndpoint("mock:" + name, MockEndpoint.class);
        // The argument of assertIsSatisfied does not lengthen the 10 s that it waits for messages.
        end.setResultWaitTime(LONG.toMillis());
        return end;
    }

    /** Waits for messages at the end of the route. The endpoint itself would not count those that have come already. */
    void awaitProcessed(int messages) {
        await().atMost(LONG).until(() -> end("process").getReceivedCounter() >= messages);
        assertThat(end("process").getReceivedCounter()).isEqualTo(messages);
    }

    /** The headers of a message that has gone through. */
    Map<String, Object> send(String uri, String body, Map<String, Object> headers) {
        return context()
                .createProducerTemplate()
                .request(uri, exchange -> {
                    exchange.getMessage().setBody(body);
                    exchange.getMessage().setHeaders(new HashMap<>(headers));
                })
                .getMessage()
                .getHeaders();
    }

    void enqueue(String queue, Object body, Map<String, Object> headers) {
        context().createProducerTemplate().sendBodyAndHeaders("jms:queue:" + queue, body, headers);
    }

    @Nullable String dequeue(String queue) {
        return context().createConsumerTemplate().receiveBody("jms:queue:" + queue, LONG.toMillis(), String.class);
    }

    /** Puts an object into the bucket and returns a link to it, in its JSON form. */
    String stored(String key, String content) {
        oss.putObject(BUCKET, key, content.getBytes(UTF_8));
        return LinkJson.write(PresignedLink.of(link(key)));
    }

    boolean isStored(String key) throws IOException, InterruptedException {
        return Http.get(link(key)).statusCode() == 200;
    }

    /** Returns a link that works for an hour. */
    String link(String key) {
        return new SignedLinks(oss, BUCKET, InstantSource.system()).get(key);
    }

    String expiredLink(String bucket, String key) {
        SignedLinks links =
                new SignedLinks(oss, bucket, InstantSource.fixed(Instant.now().minusSeconds(600)));
        return links.url("GET", key, Map.of(), Duration.ofMinutes(1));
    }

    /** Writes a file into a folder that a route watches. */
    static void write(String folder, String name, String content) throws IOException {
        Files.createDirectories(Path.of(folder));
        Files.writeString(Path.of(folder, name), content);
    }

    static String read(String... path) throws IOException {
        return Files.readString(Path.of(".", path));
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        if (mail != null) {
            mail.stop();
        }
        if (broker != null) {
            broker.stop();
        }
        oss.close();
    }
}
