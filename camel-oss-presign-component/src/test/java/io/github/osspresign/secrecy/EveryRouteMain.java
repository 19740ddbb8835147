// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.SignedLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.awaitility.Awaitility;

/** Runs every route once, well and badly, with everything on that prints: a child process of {@link NothingLeaksTest}. */
final class EveryRouteMain implements AutoCloseable {

    private static final String HEADER_SECRET = "geheimer-wert-des-kopfes-4711";

    private final Path directory;
    private final Path outputs;
    private final KnownSecrets configured = new KnownSecrets();
    private final KnownSecrets secrets = new KnownSecrets();
    private final StringBuilder exceptions = new StringBuilder();
    private final Queue<String> events = new ConcurrentLinkedQueue<>();

    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .securityToken(
                    "STS.id",
                    "geheimes/Temporaer+Kennwort",
                    "CAIS+token/des==dienstes",
                    Instant.now().plusSeconds(3600))
            .start();
    private final EchoServer echo = new EchoServer();
    private final GreenMail mail = new GreenMail(new ServerSetup[] {
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
        new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
    });
    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final Main main = new Main();
    private final String traced;
    private ProducerTemplate template;

    private EveryRouteMain(Path directory, String traced) throws Exception {
        this.traced = traced;
        this.directory = directory;
        this.outputs = Files.createDirectories(directory.resolve("outputs"));
    }

    /**
     * Arguments: the directory for everything, what is printed by tools comes into its folder {@code outputs}; the names of
     * the routes to trace.
     */
    public static void main(String[] args) throws Exception {
        int result = 1;
        try (EveryRouteMain everything = new EveryRouteMain(Path.of(args[0]), args[1])) {
            everything.start();
            everything.run();
            result = 0;
        } catch (Throwable e) {
            System.err.println(EveryTool.stackTrace(e));
        }
        System.exit(result);
    }

    private void start() throws Exception {
        configured.add(server.accessKeySecret());
        configured.add("geheimes/Temporaer+Kennwort");
        configured.add("CAIS+token/des==dienstes");
        secrets.add(HEADER_SECRET);
        configured.add("geheimnis-des-proxys");
        configured.add("geheimnis-des-postfachs");
        mail.setUser("bob@example.com", "bob", "geheimnis-des-postfachs");
        mail.start();
        broker.setConfiguration(new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("vm", "vm://7"));
        broker.start();
        main.bind("jms", JmsComponent.jmsComponentTransacted(new ActiveMQConnectionFactory("vm://7")));
        main.bind("sts", new PresignComponent());
        main.bind("meters", new SimpleMeterRegistry());
        configure("presign", server.accessKeyId(), server.accessKeySecret());
        configure("sts", "STS.id", "geheimes/Temporaer+Kennwort");
        set("camel.component.sts.sessionToken", "CAIS+token/des==dienstes");
        set("proxy.password", "geheimnis-des-proxys");
        set("mail.port", String.valueOf(mail.getImap().getPort()));
        set("mail.password", "geheimnis-des-postfachs");
        everythingOn();
        main.configure().addRoutesBuilder(new EveryRoute(directory, secrets, FreePort.find(), traced));
        for (String key : List.of("dir/a b.txt", "dir/c.txt", "fixed.txt", "watched/1.txt", "k.txt")) {
            server.putObject("demo", key, key.getBytes(UTF_8));
        }
        set("link.secret", configured.addUrl(signed("fixed.txt")));
        main.start();
    }

    private void configure(String component, String accessKey, String secretKey) {
        String prefix = "camel.component." + component + ".";
        set(prefix + "region", server.region());
        set(prefix + "endpoint", server.endpoint().toString());
        set(prefix + "accessKey", accessKey);
        set(prefix + "secretKey", secretKey);
    }

    private void set(String property, String value) {
        main.addInitialProperty(property, value);
    }

    private void everythingOn() {
        main.configure()
                .withAutoConfigurationLogSummary(true)
                .withJmxEnabled(true)
                .withMessageHistory(true)
                .withTracing(true)
                .withTracingPattern(traced)
                .withDevConsoleEnabled(true)
                .withInflightRepositoryBrowseEnabled(true)
                .withLoadHealthChecks(true)
                .withSourceLocationEnabled(true)
                .withEndpointRuntimeStatisticsEnabled(true)
                .withAllowUseOriginalMessage(true)
                .withDumpRoutes("xml")
                .withStartupRecorder("logging");
        set("camel.main.useMdcLogging", "true");
        set("camel.main.startupSummaryLevel", "Verbose");
        set("camel.health.producersEnabled", "true");
        set("camel.health.exposureLevel", "full");
        set("camel.trace.enabled", "true");
        set("camel.trace.tracePattern", traced);
        set("camel.trace.backlogSize", "1000");
        set("camel.trace.removeOnDump", "false");
        set("camel.trace.includeExchangeProperties", "true");
        set("camel.trace.includeExchangeVariables", "true");
    }

    /** Signed as the server checks it. */
    private String signed(String key) {
        return secrets.addUrl(new SignedLinks(server, "demo", Clock.systemUTC()).get(key));
    }

    private void run() throws Exception {
        CamelContext context = main.getCamelContext();
        context.getManagementStrategy().addEventNotifier(new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                events.add(event.toString());
            }
        });
        template = context.createProducerTemplate();
        sign();
        if (traced.equals("*")) {
            send("text", Map.of("CamelPresignObjectKey", "k.txt"), "the body");
        } else {
            download();
            fail();
            receive();
            awaitReceived(context);
        }
        EveryTool tools = new EveryTool(context, outputs);
        tools.showAll();
        for (String wrong : List.of(
                "osspresigned:in?linkSource={{link.secret}}",
                "osspresigned:in?linkSource=nosuch:thing&nonsense=1",
                "presign:demo?expiration=soon",
                "presign:demo?method=TRACE",
                "presign:demo?nonsense=1")) {
            try {
                context.getEndpoint(wrong).createProducer();
            } catch (Exception e) {
                exceptions.append(EveryTool.stackTrace(e));
            }
        }
        main.stop();
        tools.write("exceptions", exceptions.toString());
        tools.write("events", String.join("\n", events));
        server.requests().forEach(request -> request.headers().forEach(secrets::addHeader));
        configured.writeTo(directory.resolve("configured"));
        secrets.without(configured).writeTo(directory.resolve("secrets"));
    }

    private void sign() {
        for (String route : List.of(
                "v4",
                "v1",
                "sts",
                "sts-v1",
                "put",
                "verified",
                "sts-verified",
                "sts-v1-verified",
                "form",
                "sts-form")) {
            send("sign-" + route, Map.of("CamelPresignObjectKey", "dir/c.txt"), "the body");
        }
        send("sign-dynamic", Map.of("key", "dir/c.txt", "life", "15m"), "");
        send("sign-all", Map.of(), List.of("dir/c.txt", "k.txt"));
        send("sign-prefix", Map.of(), "");
        send("sign-sts-prefix", Map.of(), "");
        send("sign-verified", Map.of("CamelPresignObjectKey", "missing"), "");
        send("sign-sts-verified", Map.of("CamelPresignObjectKey", "missing"), "");
        send("sign-v4", Map.of(), "no key");
        for (Map.Entry<String, String> bad : Map.of(
                        "CamelPresignExpiration", "soon",
                        "CamelPresignMethod", "DELETE",
                        "CamelPresignTrafficLimit", "1",
                        "CamelPresignBucketName", "No Bucket",
                        "CamelPresignResponseContentType", "a\r\nb")
                .entrySet()) {
            send("sign-sts", Map.of("CamelPresignObjectKey", "k", bad.getKey(), bad.getValue()), "");
        }
    }

    private void download() {
        for (String route : List.of(
                "directory",
                "temporary",
                "streaming",
                "refreshed",
                "strict",
                "expression",
                "proxy",
                "poll",
                "poll-enrich",
                "enrich",
                "dead-letter")) {
            send("value-" + route, link(signed("dir/c.txt")), null);
            send("value-" + route, link(signed("missing.txt")), null);
        }
        send("value-directory", link(signed("dir/c.txt")), null);
        send("value-upload", link(signed("dir/c.txt")), "a body for a link that is none for uploads");
        send(
                "value-upload",
                link(send("sign-put", Map.of("CamelPresignObjectKey", "up.csv"), "")
                        .getMessage()
                        .getHeader("CamelPresignLink", PresignedLink.class)),
                "a,b");
        send("value-waiting", link(signed("k.txt")), null);
        for (Fault fault : List.of(
                new Fault.FlippedByte(3),
                new Fault.WrongCrc64(),
                new Fault.CutBodyAfter(2),
                new Fault.StatusError(503, "TotalQpsLimitExceeded", "no"))) {
            server.inject(fault);
            send("value-temporary", link(signed("dir/c.txt")), null);
        }
        String late = signed("dir/c.txt").replaceAll("x-oss-date=20", "x-oss-date=19");
        send("value-refreshed", link(late), null);
    }

    /** Requests responses that repeat the whole request. */
    private void fail() {
        String query = signed("k").replaceAll(".*\\?", "") + "&x-oss-security-token=CAIS%2Btoken%2Fdes%3D%3Ddienstes";
        for (String path : List.of(
                "/403/AccessDenied",
                "/403/SignatureDoesNotMatch",
                "/404/NoSuchKey",
                "/412/PreconditionFailed",
                "/400/InvalidArgument",
                "/416/InvalidRange",
                "/503/ServiceUnavailable",
                "/500/InternalError",
                "/302/x",
                "/304/x",
                "/200/x",
                "/206/x",
                "/garbage/x",
                "/403%3F" + query.replace("=", "%3D").replace("&", "%26"))) {
            PresignedLink echoed = PresignedLink.builder(echo.url(path, query))
                    .requiredHeaders(Map.of("x-oss-meta-secret", HEADER_SECRET))
                    .build();
            for (String route :
                    List.of("directory", "temporary", "streaming", "poll", "upload", "refreshed", "dead-letter")) {
                send("value-" + route, link(echoed), route.equals("upload") ? "a body" : null);
            }
        }
    }

    private void receive() throws Exception {
        PresignedLink link = PresignedLink.of(signed("dir/a b.txt"));
        template.sendBody("seda:links", link);
        // Is refused: a list is no link.
        template.sendBody("seda:links", List.of(link, PresignedLink.of(signed("missing.txt"))));
        template.sendBody("jms:queue:links", LinkJson.write(link));
        Files.writeString(
                Files.createDirectories(directory.resolve("links")).resolve("link.json"), LinkJson.write(link));
        GreenMailUtil.sendTextEmail(
                "bob@example.com",
                "a@example.com",
                "a link",
                "Here: " + link.url(),
                mail.getSmtp().getServerSetup());
    }

    private static Map<String, Object> link(String url) {
        return link(PresignedLink.of(url));
    }

    private static Map<String, Object> link(PresignedLink link) {
        return Map.of("CamelPresignLink", link, "folder", "expressed", "name", "n.txt");
    }

    private Exchange send(String route, Map<String, ?> headers, Object body) {
        Exchange exchange = template.send("direct:" + route, message -> {
            message.getMessage().setHeaders(new HashMap<>(headers));
            message.getMessage().setBody(body);
        });
        exceptions.append(route).append(": ").append(exchange).append('\n');
        if (exchange.getException() != null) {
            exceptions.append(EveryTool.stackTrace(exchange.getException()));
        }
        return exchange;
    }

    /** Waits for a link from each source. */
    private static void awaitReceived(CamelContext context) {
        SedaEndpoint received = context.getEndpoint("seda:received", SedaEndpoint.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(received.getExchanges())
                        .extracting(Exchange::getFromRouteId)
                        .contains("value-from-seda", "value-from-file", "value-from-jms", "value-from-mail"));
    }

    @Override
    public void close() throws Exception {
        broker.stop();
        mail.stop();
        echo.close();
        server.close();
    }
}
