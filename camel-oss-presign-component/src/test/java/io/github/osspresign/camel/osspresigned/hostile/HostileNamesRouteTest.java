// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.test.HostileName;
import io.github.osspresign.test.InMemoryDirectory;
import io.github.osspresign.test.Sandbox;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.io.File;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** File names from a route, header, mail or link stay inside the directory or are refused. */
class HostileNamesRouteTest extends OssPresignedTestSupport {

    @TempDir(factory = InMemoryDirectory.class)
    Path parent;

    private ScriptedServer hostile;
    private Sandbox sandbox;

    HostileNamesRouteTest() throws IOException {
        hostile = new ScriptedServer(ScriptedResponse.ok("abc"));
    }

    @AfterEach
    void stopHostile() throws IOException {
        hostile.close();
    }

    @Override
    protected void configure(RouteBuilder routes) throws Exception {
        sandbox = new Sandbox(parent);
        String endpoint = "osspresigned:" + sandbox.inside();
        routes.from("direct:option").to(endpoint + "?fileName=${header.name}&" + LOCAL);
        routes.from("direct:dynamic").toD(endpoint + "?fileName=sub/${header.name}&" + LOCAL);
        routes.from("direct:folder").to(endpoint + "/${header.name}?fileName=a.txt&" + LOCAL);
        routes.from("direct:folders").toD(endpoint + "/to/${header.name}?" + LOCAL);
        routes.from("direct:stream")
                .to("osspresigned:?streaming=true&fileName=${header.name}&" + LOCAL)
                .to("file:" + sandbox.inside());
        routes.from("direct:temporary").to("osspresigned:?" + LOCAL).to("file:" + sandbox.inside());
        routes.from(endpoint + "?linkSource=direct:mail&extract=text&" + LOCAL).to("mock:done");
        routes.from(endpoint + "/${header.name}?linkSource=direct:named&fileName=a.txt&" + LOCAL)
                .to("mock:done");
    }

    @Test
    void nameInHeaderStaysInsideTheDirectory() throws Exception {
        eachLandsOrIsRefused(List.of("direct:option", "direct:dynamic", "direct:stream"));
    }

    @Test
    void folderInHeaderStaysInsideTheDirectory() throws Exception {
        eachLandsOrIsRefused(List.of("direct:folder", "direct:folders", "direct:named"));
    }

    @Test
    void lastSegmentOfLinkStaysInsideTheDirectoryOfFileEndpoint() throws Exception {
        for (HostileName name : HostileName.all("name")) {
            Exchange exchange = template.send("direct:temporary", message -> {
                message.getMessage().setBody(linkTo(name));
            });
            assertThat(exchange.getException()).as(name.reason()).isNull();
            sandbox.assertHolds(
                    name.reason(),
                    sandbox.inside().resolve(exchange.getMessage().getHeader("CamelFileName", String.class)));
        }
    }

    @Test
    void nameOfLinkInMailStaysInsideTheDirectory() throws Exception {
        for (HostileName name : HostileName.all("name")) {
            Exchange exchange = template.send("direct:mail", message -> {
                message.getMessage().setBody("Please fetch\r\n<" + linkTo(name) + ">\r\nBest regards");
                message.getMessage().setHeader("CamelFileName", name.value(sandbox.outside()));
                message.getMessage().setHeader("Subject", name.value(sandbox.outside()));
            });
            assertThat(exchange.getException()).as(name.reason()).isNull();
            sandbox.assertHolds(name.reason(), file(exchange));
        }
    }

    /** Sends each name to one of the routes: each run has other pairs. */
    private void eachLandsOrIsRefused(List<String> routes) throws IOException {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (HostileName name : HostileName.all("name")) {
            landsOrIsRefused(routes.get(random.nextInt(routes.size())), name);
        }
    }

    private void landsOrIsRefused(String route, HostileName name) throws IOException {
        Map<String, Object> headers = Map.of("name", name.value(sandbox.outside()));
        Exchange exchange = template.send(route, message -> {
            message.getMessage().setBody(linkTo(null));
            message.getMessage().setHeaders(new HashMap<>(headers));
        });
        Exception failure = exchange.getException();
        String reason = route + ": " + name.reason();
        if (failure == null) {
            sandbox.assertHolds(reason, file(exchange));
        } else {
            assertThat(failure)
                    .as(reason)
                    .isInstanceOfAny(
                            DownloadFailedException.class,
                            IllegalArgumentException.class,
                            GenericFileOperationFailedException.class);
            sandbox.assertHolds(reason, null);
        }
    }

    private Path file(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        return body instanceof File file
                ? file.toPath()
                : sandbox.inside()
                        .resolve(exchange.getMessage().getHeader("CamelFileName", String.class))
                        .normalize();
    }

    /** @param name of the object, {@code null} for a harmless one */
    private String linkTo(@Nullable HostileName name) {
        String object = name == null ? "report.pdf" : name.value(sandbox.outside());
        return "http://127.0.0.1:" + hostile.port() + "/dir/"
                + URLEncoder.encode(object, StandardCharsets.UTF_8).replace("+", "%20")
                + "?Expires=1900000000&OSSAccessKeyId=LTAIexampleid&Signature=c2lnbmF0dXJlIG9mIHRoZSBsaW5r";
    }
}
