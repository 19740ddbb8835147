// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Spotless leaves out package-info.java, module-info.java, and files that no module compiles. */
class LicenceLinesTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final String LINE = "// SPDX-License-Identifier: Apache-2.0\n";

    /** Readers copy these files as they are. */
    private static final List<String> COPIED = List.of("examples/recipients/programs", "examples/spring-boot");

    @Test
    void javaFilesBeginWithTheLineOfTheLicence() throws IOException {
        List<Path> files = new ArrayList<>(REPOSITORY.filesThatEndWith(".java"));
        try (Stream<Path> scripts = Files.list(REPOSITORY.file(".ci"))) {
            scripts.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
        files.removeIf(file -> COPIED.stream().map(REPOSITORY::file).anyMatch(file::startsWith));

        assertThat(files)
                .hasSizeGreaterThan(1000)
                .allSatisfy(file -> assertThat(Files.readString(file)).startsWith(LINE));
    }
}
