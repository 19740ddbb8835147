// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A test and its inputs lie where one looks for them. */
class TestPlacesTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern MAIN = Pattern.compile("(.*)/src/main/java/(.*)/(\\w+)\\.java");
    private static final Pattern TEST = Pattern.compile("(.*)/src/test/java/(.*)/(\\w+?)(Fuzz)?(Test|IT)\\.java");
    private static final Pattern INPUT = Pattern.compile("(.*)/src/test/resources/(.*FuzzTest)Inputs/.*");

    private static Stream<MatchResult> files(Pattern pattern) {
        return REPOSITORY.filesThatEndWith("").stream()
                .map(file -> pattern.matcher(REPOSITORY.root().relativize(file).toString()))
                .filter(matcher -> matcher.matches())
                .map(matcher -> matcher.toMatchResult());
    }

    @Test
    void testIsInThePackageOfTheClassThatItIsNamedAfter() {
        // By module and name: modules may have classes of the same name.
        Map<Path, Set<String>> classes = files(MAIN)
                .collect(groupingBy(file -> Path.of(file.group(1), file.group(3)), mapping(file -> file.group(2), toSet())));
        List<MatchResult> named = files(TEST)
                .filter(file -> classes.containsKey(Path.of(file.group(1), file.group(3))))
                .toList();

        assertThat(named).hasSizeGreaterThan(100).allSatisfy(file -> assertThat(
                        classes.get(Path.of(file.group(1), file.group(3))))
                .as(file.group())
                .contains(file.group(2)));
    }

    /** Jazzer looks for them beside the test, and says nothing if it finds none. */
    @Test
    void inputsOfAFuzzTestAreBesideIt() {
        Set<String> tests = REPOSITORY.filesThatEndWith("FuzzTest.java").stream()
                .map(file -> REPOSITORY.root().relativize(file).toString())
                .collect(toSet());

        assertThat(files(INPUT).map(file -> file.group(1) + "/src/test/java/" + file.group(2) + ".java"))
                .hasSizeGreaterThan(20)
                .allSatisfy(test -> assertThat(tests).contains(test));
    }
}
