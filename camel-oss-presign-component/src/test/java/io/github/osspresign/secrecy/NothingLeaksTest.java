// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * All routes in a separate process, with every log at TRACE and everything on by which Camel shows what it does: no
 * secret is in any of it, but for the outputs that are listed here. The lists are exact: what does not print a secret any
 * more has to go.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class NothingLeaksTest {

    /** Camel prints properties and the URIs of endpoints in these, of any component; none of them is on by default. */
    private static final Map<String, String> PRINT_CONFIGURATION = Map.of(
            "DEBUG org.apache.camel.main.(?:BaseMainSupport|MainHelper)",
            "camel-main binds properties",
            "(?:TRACE|DEBUG) org.apache.camel.component.properties.*|DEBUG org.apache.camel.impl.engine.DefaultCamelContextExtension",
            "placeholders are resolved",
            "TRACE org.apache.camel.(?:impl.engine.AbstractCamelContext|support.DefaultComponent|support.EndpointHelper)",
            "endpoints are made of URIs",
            "TRACE org.apache.camel.support.management.MixinRequiredModelMBean",
            "JMX tells what it masks",
            "console-(?:properties|main-configuration)(?:-default)?-JSON",
            "the JSON form of these consoles shows properties, which the text form masks",
            "console-(?:endpoint|service)(?:-default)?-JSON",
            "the JSON form of these consoles shows the mailbox, an endpoint of another component",
            "jmx-(?:context-dumpRoutes|routes-dumpRoute)AsYaml",
            "YAML with placeholders resolved, if one asks for that");

    /** These show headers and bodies of messages, and a URL in them as anything else; none of them is on by default. */
    private static final Map<String, String> PRINT_MESSAGES = Map.of(
            "INFO EveryRoute",
            "the tracer, and a log(\"${header.CamelPresignUrl}\") that asks for it",
            "INFO text",
            "log:text?showAll=true",
            "console-browse.*|jmx-endpoints-browse.*",
            "messages that wait in a queue",
            "console-(?:trace|message-history).*|jmx-tracer-dump.*",
            "the backlog tracer");

    private static final Pattern LOG_LINE = Pattern.compile("\\[.*?] (TRACE|DEBUG|INFO|WARN|ERROR) ([^: ]+)\\S* - ");

    @TempDir
    Path directory;

    @Test
    void noLinkIsShownWhereLinksAreValues() throws Exception {
        run("value*");

        assertThat(leaks("secrets")).isEmpty();
        assertOnly(PRINT_CONFIGURATION, leaks("configured"));
        for (String tool : List.of("INFO EveryRoute", "INFO shown", "jmx-tracer-dumpAllTracedMessagesAsXml")) {
            assertThat(outputs().resolve(tool + ".txt")).content().contains("PresignedLink[GET http");
        }
    }

    @Test
    void aUrlInAMessageIsShownOnlyByWhatShowsMessages() throws Exception {
        run("*");

        assertOnly(PRINT_MESSAGES, leaks("secrets"));
        // With the history of the message and the stack trace.
        assertThat(outputs().resolve("ERROR org.apache.camel.processor.errorhandler.DefaultErrorHandler.txt"))
                .content()
                .contains("Message History", "a route that fails with URLs in its message");
    }

    /** @param listed patterns of names, with the reasons; each has to be needed */
    private static void assertOnly(Map<String, String> listed, Map<String, List<String>> leaks) {
        Map<String, List<String>> others = new TreeMap<>(leaks);
        others.keySet().removeIf(name -> listed.keySet().stream().anyMatch(name::matches));
        assertThat(others).isEmpty();
        // Another version of Camel may show less.
        if (new DefaultCamelContext().getVersion().startsWith("4.18.")) {
            assertThat(listed.keySet())
                    .allSatisfy(pattern -> assertThat(leaks.keySet()).anyMatch(name -> name.matches(pattern)));
        }
    }

    private void run(String traced) throws Exception {
        Path log = directory.resolve("log");
        Process process = JavaCommand.of(
                        EveryRouteMain.class,
                        List.of(
                                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                                // It is the mail server, which we are not.
                                "-Dorg.slf4j.simpleLogger.log.com.icegreen=off"),
                        directory.toString(),
                        traced)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(15, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as("see the end of %s", log).isZero();
        splitByLogger(log);
    }

    /** A file for each logger and level, beside those of the tools. */
    private void splitByLogger(Path log) throws IOException {
        Map<String, BufferedWriter> files = new HashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(log, StandardCharsets.ISO_8859_1)) {
            String name = "print";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher begin = LOG_LINE.matcher(line);
                if (begin.lookingAt()) {
                    name = begin.group(1) + " " + begin.group(2);
                }
                BufferedWriter file = files.get(name);
                if (file == null) {
                    file = Files.newBufferedWriter(outputs().resolve(name + ".txt"), StandardCharsets.ISO_8859_1);
                    files.put(name, file);
                }
                file.write(line);
                file.newLine();
            }
        } finally {
            for (BufferedWriter file : files.values()) {
                file.close();
            }
        }
        assertThat(files.keySet())
                .contains(
                        "TRACE org.apache.camel.support.DefaultComponent",
                        "DEBUG org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager");
    }

    private Path outputs() {
        return directory.resolve("outputs");
    }

    /** Places with secrets by the name of the output. */
    private Map<String, List<String>> leaks(String secrets) throws IOException {
        List<String> known = Files.readAllLines(directory.resolve(secrets));
        assertThat(known).hasSizeGreaterThan(5);
        SecretScanner scanner = new SecretScanner(known);
        Map<String, List<String>> leaks = new TreeMap<>();
        try (Stream<Path> files = Files.list(outputs())) {
            for (Path file : files.toList()) {
                try (InputStream output = Files.newInputStream(file)) {
                    List<String> found = scanner.findings(output);
                    if (!found.isEmpty()) {
                        leaks.put(file.getFileName().toString().replace(".txt", ""), found);
                    }
                }
            }
        }
        return leaks;
    }
}
