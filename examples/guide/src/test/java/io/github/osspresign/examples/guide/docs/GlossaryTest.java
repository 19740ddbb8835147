package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.commonmark.node.Text;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that pages and the descriptions of options and headers use the terms of the field, and that pages are short. */
class GlossaryTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final int MOST_WORDS = 3000;

    /** The pages that are written by the rules; one line adds a page. */
    private static List<String> pages() {
        return List.of(
                "AGENTS.md",
                "CONTRIBUTING.md",
                "README.md",
                "SECURITY.md",
                "docs/README.md",
                "docs/benchmarks.md",
                "docs/benchmarks-downloads.md",
                "docs/links.md",
                "docs/mail.md",
                "docs/migrating.md",
                "docs/operations.md",
                "docs/osspresigned.md",
                "docs/osspresigned-monitoring.md",
                "docs/osspresigned-reference.md",
                "docs/osspresigned-sources.md",
                "docs/osspresigned-transfers.md",
                "docs/presign.md",
                "docs/presign-bulk.md",
                "docs/presign-reference.md",
                "docs/recipients.md",
                "docs/scale.md",
                "docs/security.md",
                "docs/troubleshooting.md");
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageUsesTheTermsOfTheField(String path) {
        assertThat(Glossary.faults(REPOSITORY.page(path))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void pageHasAtMost3000Words(String path) {
        long words = REPOSITORY.page(path).all(Text.class).stream()
                .mapToLong(text -> text.getLiteral().strip().split("\\s+").length)
                .sum();

        assertThat(words).isLessThanOrEqualTo(MOST_WORDS);
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
                """);

        assertThat(Glossary.faults(page)).containsExactly("a.md:4: glossary: must not say 'gets on'; better: progress");
    }

    @Test
    void findsWordsInTableCells() {
        Page page = Page.of(Path.of("a.md"), "| a | b |\n| --- | --- |\n| x | the Answer |\n");

        assertThat(Glossary.faults(page))
                .singleElement()
                .asString()
                .startsWith("a.md:3: glossary: must not say 'Answer'");
    }
}
