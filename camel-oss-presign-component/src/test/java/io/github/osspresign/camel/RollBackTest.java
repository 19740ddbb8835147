// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.SignedLinks;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application is replaced by one with another version of what it stores, and goes back. The other version is this one,
 * compiled with other constants: version 2 of the journal of a part file and of the position of a watcher.
 */
class RollBackTest {

    private static final byte[] CONTENT = "0123456789".repeat(300_000).getBytes(UTF_8);
    private static final int CUT = 1_500_000;

    @TempDir
    private static Path otherClasses;

    private static URLClassLoader other;

    @TempDir
    private Path folder;

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @BeforeAll
    static void compileOtherVersion() throws Exception {
        compile("../oss-presign-core", "io/github/osspresign/transfer/file/Journal", "VERSION = 1;", "VERSION = 2;");
        compile(
                ".",
                "io/github/osspresign/camel/presign/watch/StoredPosition",
                "VERSION = \"v1:\";",
                "VERSION = \"v2:\";");
        List<URL> classPath = new ArrayList<>(List.of(otherClasses.toUri().toURL()));
        for (String entry : JavaCommand.classPath().split(File.pathSeparator, -1)) {
            classPath.add(Path.of(entry).toUri().toURL());
        }
        other = new URLClassLoader(classPath.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static void compile(String module, String type, String constant, String replacement) throws Exception {
        String source = Files.readString(Path.of(module, "src/main/java", type + ".java"));
        assertThat(source).containsOnlyOnce(constant);
        Path changed = otherClasses.resolve(type + ".java");
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.replace(constant, replacement));
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, errors, "-proc:none", "-cp", JavaCommand.classPath(), changed.toString());
        assertThat(status).as(() -> errors.toString(UTF_8)).isZero();
    }

    @AfterAll
    static void close() throws Exception {
        other.close();
    }

    /** Runs a method of {@link VersionedRoutes} with the classes of a version. */
    private static Object run(boolean isOther, String method, Object... arguments) throws Exception {
        ClassLoader loader = isOther ? other : RollBackTest.class.getClassLoader();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        Thread.currentThread().setContextClassLoader(loader);
        try {
            return Stream.of(loader.loadClass(VersionedRoutes.class.getName()).getMethods())
                    .filter(candidate -> candidate.getName().equals(method))
                    .findFirst()
                    .orElseThrow()
                    .invoke(null, arguments);
        } catch (InvocationTargetException e) {
            throw (Exception) e.getCause();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private Object download(boolean isOther) throws Exception {
        String uri = "osspresigned:" + folder.resolve("inbox")
                + "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true&maxAttempts=1&parallelism=1";
        String link = new SignedLinks(server, "demo", Clock.systemUTC())
                .url("GET", "object.bin", Map.of(), Duration.ofHours(1));
        return run(isOther, "download", uri, link);
    }

    @Tag("long")
    @ParameterizedTest(name = "first the other one: {0}")
    @ValueSource(booleans = {true, false})
    void partFileOfOneVersionIsDownloadedFromTheBeginningByTheOther(boolean isOther) throws Exception {
        server.putObject("demo", "object.bin", CONTENT);
        Path journal = folder.resolve("inbox/object.bin.part.json");
        server.inject(new Fault.CutBodyAfter(CUT));
        assertThatThrownBy(() -> download(isOther)).hasMessageContaining("ended too early");
        assertThat(journal).content().startsWith("{\"version\":" + (isOther ? 2 : 1) + ",");

        server.inject(new Fault.CutBodyAfter(CUT));
        assertThatThrownBy(() -> download(!isOther)).hasMessageContaining("ended too early");
        assertThat(journal).content().startsWith("{\"version\":" + (isOther ? 1 : 2) + ",");

        assertThat(download(isOther)).isEqualTo(0L);
        assertThat(folder.resolve("inbox")).isDirectoryNotContaining("glob:**.part*");
        assertThat(folder.resolve("inbox/object.bin")).hasBinaryContent(CONTENT);
    }

    private Object watch(boolean isOther, String option, String last) throws Exception {
        String uri = "presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + "&accessKey="
                + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")&initialDelay=0&delay=50&"
                + option;
        return run(isOther, "watch", uri, folder.resolve("stored"), last);
    }

    private void put(String... keys) {
        Arrays.stream(keys).forEach(key -> server.putObject("demo", key, key.getBytes(UTF_8)));
    }

    @Tag("long")
    @ParameterizedTest(name = "first the other one: {0}")
    @ValueSource(booleans = {true, false})
    void positionOfOneVersionStopsTheOtherAndIsContinuedAfterTheRollBack(boolean isOther) throws Exception {
        put("key-1", "key-2");
        assertThat(watch(isOther, "stateRepository=#position", "key-2")).isEqualTo(List.of("key-1", "key-2"));
        String stored = Files.readString(folder.resolve("stored"));
        put("key-3");

        assertThatThrownBy(() -> watch(!isOther, "stateRepository=#position", "key-3"))
                .hasStackTraceContaining("must begin with " + (isOther ? "v1:, was 'v2:" : "v2:, was 'v1:"));
        assertThat(folder.resolve("stored")).hasContent(stored);

        assertThat(watch(isOther, "stateRepository=#position", "key-3")).isEqualTo(List.of("key-3"));
    }

    @Tag("long")
    @ParameterizedTest(name = "first the other one: {0}")
    @ValueSource(booleans = {true, false})
    void objectsThatOneVersionHasDeliveredAreNotRepeatedByTheOther(boolean isOther) throws Exception {
        put("key-1", "key-2");
        assertThat(watch(isOther, "idempotentRepository=#seen", "key-2")).isEqualTo(List.of("key-1", "key-2"));
        put("key-3");
        assertThat(watch(!isOther, "idempotentRepository=#seen", "key-3")).isEqualTo(List.of("key-3"));
        put("key-4");
        assertThat(watch(isOther, "idempotentRepository=#seen", "key-4")).isEqualTo(List.of("key-4"));
    }
}
