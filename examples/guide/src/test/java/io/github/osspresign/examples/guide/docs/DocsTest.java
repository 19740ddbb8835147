// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every page of the repository: links, anchors, spelling, code, artifacts, the list of sections and the number of words. With
 * {@code -Ddocs.update=true} code and sections are written instead of checked.
 */
class DocsTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern SNAPSHOT = Pattern.compile("[0-9.]+-SNAPSHOT");
    private static final Speller SPELLER =
            new Speller(Speller.words(REPOSITORY.file("examples/guide/src/test/resources/words.txt")));

    static Stream<Path> pages() {
        return REPOSITORY.pages().stream().map(REPOSITORY.root()::relativize);
    }

    private static Page page(Path path) {
        return Page.read(REPOSITORY.root().resolve(path));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path path) {
        assertThat(Links.faults(page(path))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void headingsHaveDifferentAnchors(Path path) {
        assertThat(Anchors.faults(page(path))).isEmpty();
    }

    /** Between a mark of Chinese punctuation and a letter, asterisks are text. */
    @ParameterizedTest
    @MethodSource("pages")
    void asterisksAreEmphasis(Path path) {
        assertThat(page(path).all(Text.class)).extracting(Text::getLiteral).noneMatch(text -> text.contains("**"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void wordsAreSpeltRight(Path path) {
        assertThat(SPELLER.faults(page(path)))
                .as("a word of the project goes into words.txt")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void codeIsThatOfItsSource(Path path) throws IOException {
        Snippets snippets = new Snippets(REPOSITORY.root());
        if (Boolean.getBoolean("docs.update")) {
            Page stale = page(path);
            Files.writeString(stale.path(), snippets.updated(stale));
        }

        assertThat(snippets.faults(page(path)))
                .as("-Ddocs.update=true mends it")
                .isEmpty();
    }

    /** Of another one, {@code .ci/set-version} does not make the version of a release. */
    @ParameterizedTest
    @MethodSource("pages")
    void snapshotIsThatOfTheBuild(Path path) {
        assertThat(SNAPSHOT.matcher(page(path).text()).results().map(MatchResult::group))
                .allMatch(System.getProperty("guide.version")::equals);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void artifactsUnderTheBlocksAreNamed(Path path) {
        assertThat(Artifacts.faults(page(path))).isEmpty();
    }

    static Stream<Path> guidePages() {
        return pages().filter(path -> path.startsWith("docs"));
    }

    @ParameterizedTest
    @MethodSource("guidePages")
    void beginsWithTheSectionsOfThePage(Path path) throws IOException {
        if (Boolean.getBoolean("docs.update")) {
            Page stale = page(path);
            Files.writeString(stale.path(), OnThisPage.updated(stale));
        }

        assertThat(OnThisPage.faults(page(path)))
                .as("-Ddocs.update=true mends it")
                .isEmpty();
    }

    @Test
    void pagesInEnglishHaveAtMost75000WordsAsWcCountsThem() {
        long words = pages().filter(path ->
                        !path.startsWith("docs/zh") && !path.toString().endsWith(".zh-CN.md"))
                .mapToLong(path -> page(path).text().strip().split("\\s+", -1).length)
                .sum();

        assertThat(words)
                .as("a new section makes another one superfluous")
                .isLessThanOrEqualTo(75_000);
    }

    @Test
    void everyPageIsFoundFromTheReadMe() {
        Set<Path> reached = new HashSet<>();
        Deque<Path> next = new ArrayDeque<>(List.of(REPOSITORY.file("README.md")));
        while (!next.isEmpty()) {
            Path page = next.pop();
            if (reached.add(page)) {
                Links.pages(Page.read(page)).filter(Files::exists).forEach(next::add);
            }
        }

        assertThat(reached).containsAll(REPOSITORY.pages());
    }
}
