// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.PatternServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object much larger than the heap passes a route with the default settings of Camel. */
@Tag("slow")
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RouteMemoryTest {

    private static final int MEBIBYTES = Integer.getInteger("memory.mebibytes", 128);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "directory, false", "directory, true",
        "localWorkPath, false", "localWorkPath, true",
        "temporary, false", "temporary, true",
        "streaming, false", "streaming, true"
    })
    void passesAHeapOf64Mebibytes(String mode, boolean consumer) throws Exception {
        String where = switch (mode) {
            case "directory" -> directory.resolve("inbox") + "?";
            case "localWorkPath" -> directory.resolve("inbox") + "?localWorkPath=true&";
            case "streaming" -> "?streaming=true&";
            default -> "?";
        };
        // A file that was moved and a stream that was read no longer exist.
        boolean readable = mode.equals("directory") || mode.equals("temporary");
        Path out = directory.resolve("out");
        Path temporary = Files.createDirectories(directory.resolve("tmp"));

        long start = System.nanoTime();
        try (PatternServer large = new PatternServer(MEBIBYTES)) {
            String result = run(List.of(
                    "-Xmx64m",
                    "-Djava.io.tmpdir=" + temporary,
                    "-cp",
                    System.getProperty("java.class.path"),
                    RouteProcess.class.getName(),
                    "osspresigned:" + where + OssPresignedTestSupport.LOCAL + "&fileName=object.bin",
                    Boolean.toString(consumer),
                    Boolean.toString(readable),
                    "http://127.0.0.1:" + large.port() + "/large",
                    out.toString()));
            assertThat(result).isEqualTo("crc64");
        }
        System.out.println(mode + (consumer ? ", consumer: " : ", producer: ") + MEBIBYTES + " MiB in "
                + (System.nanoTime() - start) / 1_000_000 + " ms");

        assertThat(out.resolve("object.bin")).hasSize(MEBIBYTES * 1024L * 1024);
        assertThat(temporary).isEmptyDirectory();
    }

    private static String run(List<String> arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().addAll(arguments);
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
