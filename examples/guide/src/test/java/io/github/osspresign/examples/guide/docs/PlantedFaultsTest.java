// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each check of the pages finds the fault that it is there for, and nothing in a page without it. */
class PlantedFaultsTest {

    private static final Speller SPELLER = new Speller(Set.of("presigned"));

    @TempDir
    Path root;

    @BeforeEach
    void writeTheOtherFiles() throws IOException {
        Files.createDirectories(root.resolve("src"));
        Files.writeString(root.resolve("other.md"), "# Other page\n\n## The `presign:` link, 说明 1.0\n");
        Files.writeString(root.resolve("src/Route.java"), """
                class Route {
                    // tag::first[]
                    from("file:outbox")
                        .to("presign:my-bucket");

                    // end::first[]
                    // tag::second[]
                    log();
                    // end::second[]
                }
                """);
    }

    private Page page(String text) {
        return Page.of(root.resolve("page.md"), text);
    }

    private List<String> linkFaults(String text) {
        return Links.faults(page(text));
    }

    private List<String> snippetFaults(String text) {
        return new Snippets(root).faults(page(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a](other.md)",
                "[a](src/Route.java)",
                "[a](src)",
                "[a](other.md#other-page)",
                "[a](other.md#the-presign-link-说明-10)",
                "# Here it is!\n\n[a](#here-it-is)",
                "[a](https://example.com/nothing)",
                "`[a](missing.md)`"
            })
    void goodLinksPass(String text) {
        assertThat(linkFaults(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text [a](missing.svg) text",
                "![a](missing.svg)",
                "<picture>\n<img src=\"missing.svg\">\n</picture>",
                "<picture>\n<source srcset=\"missing.svg\">\n</picture>"
            })
    void aBrokenLinkOrPictureIsFound(String text) {
        assertThat(linkFaults("text\n\n" + text))
                .containsExactly("page.md:3: link: expected a file but was missing.svg");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.md#no-such-heading", "#here", "other.md#Other-page"})
    void aWrongAnchorIsFound(String destination) {
        assertThat(linkFaults("[a](" + destination + ")"))
                .containsExactly("page.md:1: link: expected a heading but was " + destination);
    }

    @Test
    void headingsWithOneAnchorAreFound() {
        assertThat(Anchors.faults(page("# A\n\n## Retry\n\n## The `retry`\n\n## Retry!\n")))
                .containsExactly("page.md:7: heading: expected an anchor of its own but was a second #retry");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A presigned link's colour, normalised.",
                "Code is left out: `recieve`.",
                "```java\nrecieve\n```",
                "<!-- recieve -->",
                "[text](recieve.md)",
                "HTTP, V4, CRC-64, maxAttempts, 中文"
            })
    void goodWordsPass(String text) {
        assertThat(SPELLER.faults(page(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"recieve", "adress", "Dowload", "teh", "seperate", "lenght"})
    void aMisspeltWordIsFound(String word) {
        assertThat(SPELLER.faults(page("text\n\n| a | b |\n| --- | --- |\n| good | words, " + word + " |\n")))
                .containsExactly("page.md:5: spelling: expected a word but was '" + word + "'");
    }

    @Test
    void codeOfItsSourcePasses() {
        assertThat(snippetFaults("""
                <!-- snippet: src/Route.java#first -->
                ```java
                from("file:outbox")
                    .to("presign:my-bucket");

                ```

                ```shell
                mvn verify
                ```
                """)).isEmpty();
    }

    @Test
    void aStaleSnippetIsFoundAndUpdated() {
        String stale = """
                <!-- snippet: src/Route.java#second -->
                ```java
                log("what it was before");
                ```

                After it.
                """;

        assertThat(snippetFaults(stale))
                .singleElement()
                .asString()
                .startsWith("page.md:2: code: expected that of <!-- snippet: src/Route.java#second -->:\nlog();\n")
                .endsWith("but was \nlog(\"what it was before\");\n");
        assertThat(new Snippets(root).updated(page(stale)))
                .isEqualTo(stale.replace("log(\"what it was before\");", "log();"));
    }

    @Test
    void codeWithoutASourceIsFound() {
        assertThat(snippetFaults("<!-- a comment -->\n```yaml\n- from:\n```"))
                .containsExactly("page.md:2: code: expected a comment that names its source but was none");
    }

    @ParameterizedTest
    @ValueSource(strings = {"src/Gone.java", "src/Route.java#gone"})
    void aSourceThatIsGoneIsFound(String source) {
        assertThat(snippetFaults("<!-- snippet: " + source + " -->\n```java\nlog();\n```"))
                .singleElement()
                .asString()
                .startsWith("page.md:2: code: expected a source but was no ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# A\n\ntext\n\n## B `x`\n\n## C\n",
                "# A\n\n**On this page:** [B](#b)\n\ntext\n\n## B `x`\n\n## C\n",
                "# A\n\n[中文](zh/a.md)\n\ntext\n\n## B `x`\n\n## C\n"
            })
    void sectionsThatAreNotListedAreListed(String text) {
        Page wrong = page(text);
        Page right = page(OnThisPage.updated(wrong));

        assertThat(OnThisPage.faults(wrong)).hasSize(1);
        assertThat(OnThisPage.faults(right)).isEmpty();
        assertThat(right.text()).contains("\n\n**On this page:** [B `x`](#b-x) · [C](#c)\n\ntext\n");
    }

    @Test
    void pageWithOneSectionHasNoList() {
        Page page = page("# A\n\ntext\n\n## B\n");

        assertThat(OnThisPage.faults(page)).isEmpty();
        assertThat(OnThisPage.updated(page)).isEqualTo(page.text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "java | from(\"direct:a\"); | camel-direct",
                "java | .to(\"osspresigned:inbox/${header.CamelOssPresignedCallback[x:list]}\") | camel-bean",
                "java | .bean(Orders.class) | camel-bean",
                "java | .unmarshal().csv() | camel-csv",
                "java | .split(jsonpath(\"$.links\")) | camel-jsonpath",
                "yaml | - to: jms:queue:links | camel-jms",
                "yaml | - route: | camel-yaml-dsl",
                "xml | <route> | camel-xml-io-dsl",
                "properties | outgoing = smtps://mail.example.com | camel-mail",
            })
    void artifactOfABlockThatThePageDoesNotName(String form, String code, String artifact) {
        String block = "```" + form + "\n" + code + "\n```\n";

        assertThat(Artifacts.faults(page(block))).singleElement().asString().contains(artifact);
        assertThat(Artifacts.faults(page("Needs `" + artifact + "`.\n\n" + block)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java\n.setHeader(\"name\", simple(\"${header.CamelFileName}\"))",
                "java\n.to(\"presign:my-bucket?region=cn-hangzhou\")",
                "properties\nproxy = https://proxy.example.com",
                "shell\ncurl direct:a",
            })
    void blockThatNeedsTheComponentsOnly(String block) {
        assertThat(Artifacts.faults(page("```" + block + "\n```\n"))).isEmpty();
    }
}
