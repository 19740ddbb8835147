// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.SignedLinks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK encodes file names as the locale says, and containers often have no locale. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@EnabledOnOs(OS.LINUX)
class LocaleTest {

    private static final String KEY = "目录/报告.pdf";
    private static final String NAME = "子/报告.pdf";
    private static final String FOLDER = "文件夹";

    @TempDir
    Path parent;

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void withoutLocaleOnlyFilesInDirectoriesNeedNamesThatCanBeEncoded(int jdk) throws Exception {
        Map<String, String> results = run(jdk, "C");

        String problem = " cannot be used: file names of this process are encoded in ANSI_X3.4-1968 (system property"
                + " sun.jnu.encoding); start it with the environment variable LC_ALL=C.UTF-8";
        assertThat(results)
                .containsEntry("temporary file", "报告.pdf 报告.pdf content")
                .containsEntry("temporary file with name", "子/报告.pdf 报告.pdf content")
                .containsEntry("stream", "报告.pdf 报告.pdf content")
                .containsEntry("stream with name", "子/报告.pdf 报告.pdf content")
                .containsEntry("directory with ASCII name", "report.pdf report.pdf content")
                .containsEntry("directory", "file name '报告.pdf'" + problem)
                .containsEntry("directory with name", "file name '子/报告.pdf'" + problem)
                .containsEntry("folder", "directory '文件夹'" + problem)
                .containsEntry("directory of the URI", "directory '" + parent + "/文件夹'" + problem);
        try (Stream<Path> files = Files.walk(parent)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(parent.resolve("in/report.pdf"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 25})
    void withLocaleOfUnicodeAllNamesCanBeEncoded(int jdk) throws Exception {
        Map<String, String> results = run(jdk, "C.UTF-8");

        assertThat(results)
                .containsEntry("temporary file", "报告.pdf 报告.pdf content")
                .containsEntry("temporary file with name", "子/报告.pdf 报告.pdf content")
                .containsEntry("stream", "报告.pdf 报告.pdf content")
                .containsEntry("stream with name", "子/报告.pdf 报告.pdf content")
                .containsEntry("directory with ASCII name", "report.pdf report.pdf content")
                .containsEntry("directory", "报告.pdf 报告.pdf content")
                .containsEntry("directory with name", "子/报告.pdf 报告.pdf content")
                .containsEntry("folder", "文件夹/report.pdf report.pdf content")
                .containsEntry("directory of the URI", "report.pdf report.pdf content");
    }

    private Map<String, String> run(int jdk, String locale) throws Exception {
        ChildJvm process = new ChildJvm(
                home(jdk), Map.of("LC_ALL", locale), List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        Map<String, String> results = new LinkedHashMap<>();
        process.run(LocaleTest.class, parent.toString()).lines().forEach(line -> {
            String[] parts = line.split(": ", 2);
            results.put(parts[0], unescaped(parts[1]));
        });
        return results;
    }

    /** Returns the directory of a JDK that is installed beside the one of this process. */
    private static Path home(int version) throws IOException {
        Path home = Path.of(System.getProperty("java.home"));
        try (Stream<Path> beside = Files.list(home.toRealPath().getParent())) {
            Path found = Stream.concat(Stream.of(home), beside)
                    .filter(directory -> release(directory).contains("JAVA_VERSION=\"" + version + "."))
                    .findFirst()
                    .orElse(null);
            assumeTrue(found != null, "JDK " + version + " is installed");
            return found;
        }
    }

    private static String release(Path home) {
        try {
            return Files.readString(home.resolve("release"));
        } catch (IOException e) {
            return "";
        }
    }

    private static String unescaped(String text) {
        StringBuilder unescaped = new StringBuilder();
        for (String character : text.strip().split(" ", -1)) {
            unescaped.append((char) Integer.parseInt(character));
        }
        return unescaped.toString();
    }

    /** Child process that downloads an object with a Chinese name; prints results as numbers, since output is encoded, too. */
    public static void main(String[] args) throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                CamelContext context = new DefaultCamelContext()) {
            server.putObject("demo", KEY, "content".getBytes(UTF_8));
            context.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
            context.start();
            String link = new SignedLinks(server, "demo", InstantSource.system()).get(KEY);
            Map.of(
                            "temporary file", "?maxAttempts=1",
                            "temporary file with name", "?fileName=${header.name}",
                            "stream", "?streaming=true",
                            "stream with name", "?streaming=true&fileName=${header.name}",
                            "directory", args[0] + "/in",
                            "directory with name", args[0] + "/in?fileName=${header.name}",
                            "directory with ASCII name", args[0] + "/in?fileName=report.pdf",
                            "folder", args[0] + "/in/${header.folder}?fileName=report.pdf",
                            "directory of the URI", args[0] + "/" + FOLDER + "?fileName=report.pdf")
                    .forEach((target, uri) -> {
                        StringBuilder escaped = new StringBuilder();
                        result(context, "osspresigned:" + uri, link)
                                .chars()
                                .forEach(character -> escaped.append(character).append(' '));
                        System.out.println(target + ": " + escaped);
                    });
        }
    }

    private static String result(CamelContext context, String uri, String link) {
        String start = "direct:" + Integer.toHexString(uri.hashCode());
        try {
            RouteBuilder.addRoutes(context, routes -> routes.from(start).to(uri).convertBodyTo(String.class));
            Exchange exchange = context.createProducerTemplate().request(start, request -> {
                request.getMessage().setHeader(OssPresignedConstants.LINK, link);
                request.getMessage().setHeader("name", NAME);
                request.getMessage().setHeader("folder", FOLDER);
            });
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Message message = exchange.getMessage();
            return message.getHeader(OssPresignedConstants.FILE_NAME) + " "
                    + message.getHeader(OssPresignedConstants.FILE_NAME_ONLY) + " " + message.getBody();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null && !(cause.getCause() instanceof InvalidPathException)) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage()).replaceAll(" \\(http.*", "");
        }
    }
}
