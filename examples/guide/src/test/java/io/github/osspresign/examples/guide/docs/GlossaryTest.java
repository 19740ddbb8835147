// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that pages, the descriptions of options and headers, comments and the names of tests use the terms of the
 * field, and that pages are short.
 */
class GlossaryTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final int MAX_WORDS = 3000;

    /** Pages that need not follow the rules: the changelog quotes old names and grows with each release. */
    private static final Set<Path> LEFT_OUT = Set.of(Path.of("CHANGELOG.md"));

    static Stream<Path> pages() {
        return DocsTest.pages().filter(page -> !LEFT_OUT.contains(page));
    }

    private static Page page(Path path) {
        return Page.read(REPOSITORY.root().resolve(path));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageUsesTheTermsOfTheField(Path path) {
        assertThat(Glossary.faults(page(path))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageHasAtMost3000Words(Path path) {
        long words = page(path).all(Text.class).stream()
                .mapToLong(text -> text.getLiteral().strip().split("\\s+").length)
                .sum();

        assertThat(words).isLessThanOrEqualTo(MAX_WORDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presign", "osspresigned"})
    void descriptionsUseTheTermsOfTheField(String scheme) throws IOException {
        List<String> faults = new ArrayList<>();
        for (String section : List.of("properties", "componentProperties", "headers")) {
            descriptions(scheme, section)
                    .forEach((name, description) ->
                            faults.addAll(Glossary.faults(scheme + ", " + section + ", " + name, description)));
        }

        assertThat(faults).isEmpty();
    }

    @Test
    void commentsAndTestNamesUseTheTermsOfTheField() throws IOException {
        List<String> faults = new ArrayList<>();
        int passages = 0;
        for (Path file : REPOSITORY.filesThatEndWith(".java")) {
            JavaProse source = JavaProse.of(REPOSITORY.root().relativize(file), Files.readString(file));
            faults.addAll(Glossary.faults(source));
            passages += source.passages().size();
        }

        assertThat(faults).isEmpty();
        assertThat(passages).isGreaterThan(5000);
    }

    @Test
    void commentsAndNamesOfExchangesUseTheTermsOfTheField() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path file : REPOSITORY.filesThatEndWith(".txt")) {
            if (file.getParent().endsWith("exchanges")) {
                Files.readAllLines(file).stream()
                        .filter(line -> line.matches("\\w+| *# .*"))
                        .forEach(names::add);
            }
        }

        assertThat(names)
                .hasSizeGreaterThan(200)
                .allSatisfy(name -> assertThat(Glossary.faults(name, name.replaceAll("([a-z])([A-Z])", "$1 $2")))
                        .isEmpty());
    }

    private static Map<String, String> descriptions(String scheme, String section) throws IOException {
        String resource = "/META-INF/io/github/osspresign/camel/" + scheme + "/" + scheme + ".json";
        try (InputStream json = Objects.requireNonNull(GlossaryTest.class.getResourceAsStream(resource), resource)) {
            Map<?, ?> entries = (Map<?, ?>) JSON.std.mapFrom(json).get(section);
            return entries.entrySet().stream()
                    .collect(Collectors.toMap(
                            entry -> String.valueOf(entry.getKey()),
                            entry -> String.valueOf(((Map<?, ?>) entry.getValue()).get("description"))));
        }
    }

    @Test
    void faultNamesFileLineAndTheBetterWord() {
        Page page = Page.of(Path.of("a.md"), """
                # Title

                A list
                * that gets
                  on, with `answer` as code.

                | a |
                | --- |
                | the Jail |
                """);

        assertThat(Glossary.faults(page))
                .containsExactly(
                        "a.md:4: 'gets on': better progress", "a.md:9: 'Jail': better kept inside the directory");
    }

    @Test
    void findsWordsInCommentsAndTestNames() {
        JavaProse source = JavaProse.of(Path.of("A.java"), """
                /**
                 * Javadoc that gets
                 * on.
                 */
                class A {
                    int a; // A line that gets
                    // on.

                    @ParameterizedTest // Twice;
                    @ValueSource(strings = "a;b")
                    void stateGetsOnAtOnce(String text) {}

                    @DisplayName("gets on")
                    @ArchTest
                    static final ArchRule alsoGetsOn = null;
                }
                """);

        assertThat(Glossary.faults(source))
                .containsExactly(
                        "A.java:2: 'gets on': better progress",
                        "A.java:6: 'gets on': better progress",
                        "A.java:13: 'gets on': better progress",
                        "A.java:11: 'Gets On': better progress",
                        "A.java:15: 'Gets On': better progress");
    }

    @Test
    void leavesOutCodeAndQuotes() {
        JavaProse source = JavaProse.of(Path.of("A.java"), """
                /**
                 * Says "answer", {@code answer} and {@link Answer}: <pre>
                 *     answer();
                 * </pre>
                 *
                 * @param answer the text
                 */
                String say(String answer) {
                    char quote = '"'; String text = "// answer", other = "\\"/* answer */";
                    return answer(\"""
                            // answer "\\\"""
                            /* answer */\""");
                }

                void answers() {}
                """);

        assertThat(Glossary.faults(source)).isEmpty();
    }
}
