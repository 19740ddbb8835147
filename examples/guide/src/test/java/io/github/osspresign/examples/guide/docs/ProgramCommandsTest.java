// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A command that runs the program of a module runs no other program, although {@code -am} builds what the module needs. */
class ProgramCommandsTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern COMMAND = Pattern.compile("mvn [^\n]*-Prun [^\n]*-pl (\\S+)");
    private static final Pattern ARTIFACT = Pattern.compile("<artifactId>([^<]+)</artifactId>");

    /** Modules that the commands of the pages run. */
    static Stream<String> modules() throws IOException {
        TreeSet<String> modules = new TreeSet<>();
        for (Path page : REPOSITORY.pages()) {
            COMMAND.matcher(Files.readString(page)).results().forEach(command -> modules.add(command.group(1)));
        }
        return modules.stream();
    }

    /** The poms without their parents, by artifact. */
    private static final Map<String, String> POMS = new HashMap<>();

    @BeforeAll
    static void readPoms() throws IOException {
        for (Path pom : REPOSITORY.filesThatEndWith("pom.xml")) {
            String own = own(pom);
            POMS.put(artifact(own), own);
        }
    }

    private static String own(Path pom) throws IOException {
        return Files.readString(pom).replaceFirst("(?s)<parent>.*?</parent>", "");
    }

    private static String artifact(String pom) {
        return ARTIFACT.matcher(pom).results().findFirst().orElseThrow().group(1);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void commandRunsOneProgram(String module) throws IOException {
        String wanted = artifact(own(REPOSITORY.file(module + "/pom.xml")));
        TreeSet<String> built = new TreeSet<>(List.of(wanted));
        Deque<String> open = new ArrayDeque<>(built);
        while (!open.isEmpty()) {
            ARTIFACT.matcher(POMS.get(open.remove()))
                    .results()
                    .map(artifact -> artifact.group(1))
                    .filter(artifact -> POMS.containsKey(artifact) && built.add(artifact))
                    .forEach(open::add);
        }

        assertThat(built)
                .filteredOn(artifact -> POMS.get(artifact).contains("<example.phase>verify</example.phase>"))
                .isSubsetOf(wanted);
    }
}
