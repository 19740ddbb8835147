// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Continuous integration runs each test that the command of README.md leaves out by its tag. */
class TestTagsTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern COMMAND = Pattern.compile("=\"mvn [^\"]*-pl (\\S+)[^\"]* -Dgroups=([^\\s\"]+)");
    private static final Pattern EXCLUDED = Pattern.compile("<excludedGroups>([^<]*)</excludedGroups>");
    private static final Pattern TAG = Pattern.compile("(?m)^( *)@Tag\\(\"([^\"]+)\"\\)|^ *@FuzzTest\\b");

    /** The tag of the annotation {@code FuzzTest}. */
    private static final String FUZZ = "jazzer";

    /** Not left out: the profile of this name only runs the tests against another service. */
    private static final String LIVE = "live";

    private record Stage(List<String> modules, List<String> tags) {

        static Stage of(MatchResult command) {
            return new Stage(list(command.group(1)), list(command.group(2)));
        }

        private static List<String> list(String option) {
            return List.of(option.split(",", -1));
        }

        boolean runs(Path file, String tag) {
            return tags.contains(tag) && modules.stream().map(REPOSITORY::file).anyMatch(file::startsWith);
        }
    }

    private static List<Stage> stages() throws IOException {
        return COMMAND.matcher(Files.readString(REPOSITORY.file(".ci/run")))
                .results()
                .map(Stage::of)
                .toList();
    }

    @Test
    void commandOfReadMeRunsLiveTests() throws IOException {
        assertThat(EXCLUDED.matcher(Files.readString(REPOSITORY.file("pom.xml")))
                        .results())
                .isNotEmpty()
                .allSatisfy(
                        excluded -> assertThat(Stage.list(excluded.group(1))).doesNotContain(LIVE));
    }

    @Test
    void everyTaggedTestHasAStageOfContinuousIntegration() throws IOException {
        List<Stage> stages = stages();
        List<String> lost = new ArrayList<>();
        int tagged = 0;
        for (Path file : REPOSITORY.filesThatEndWith(".java")) {
            for (MatchResult match :
                    TAG.matcher(Files.readString(file)).results().toList()) {
                tagged++;
                String tag = match.group(2) == null ? FUZZ : match.group(2);
                if (!LIVE.equals(tag) && stages.stream().noneMatch(stage -> stage.runs(file, tag))) {
                    lost.add(REPOSITORY.root().relativize(file) + ": " + tag);
                }
            }
        }

        assertThat(lost).as("tests of no stage").isEmpty();
        assertThat(tagged).isGreaterThan(50);
    }
}
