// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page of the recorded exchanges has their counts; {@code -Ddocs.update=true} writes them instead of comparing. */
class RecordedCountsTest {

    private static final Path PAGE =
            Path.of("src", "main", "resources", "io", "github", "osspresign", "test", "recorded", "README.md");
    private static final String BEGIN = "<!-- begin counts -->\n";
    private static final String END = "<!-- end counts -->";

    private final List<RecordedExchange> exchanges;

    RecordedCountsTest() throws IOException {
        exchanges = RecordedExchanges.all();
    }

    @Test
    void pageHasTheCountsOfTheFiles() throws IOException {
        String page = Files.readString(PAGE);
        String current = page.substring(0, page.indexOf(BEGIN) + BEGIN.length())
                + contents()
                + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; -Ddocs.update=true updates it", PAGE)
                .isEqualTo(current);
    }

    @Test
    void everyCauseHasAMeaning() throws IOException {
        Properties meanings = new Properties();
        try (Reader file = Files.newBufferedReader(PAGE.resolveSibling("causes.properties"))) {
            meanings.load(file);
        }

        assertThat(meanings.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(exchanges.stream()
                        .map(each -> each.cause().id())
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
    }

    @Test
    void onlyExchangesWithOssArePartOfTheCollection() {
        assertThat(exchanges)
                .extracting(each -> each.source().origin())
                .isSubsetOf("thread", "question", "documentation", "fixture", "file", "live");
    }

    private String contents() {
        Predicate<RecordedExchange> posted = each ->
                Arrays.asList("thread", "question").contains(each.source().origin());
        Predicate<RecordedExchange> text = each -> each.response().error().containsKey("StringToSign")
                || each.response().error().containsKey("CanonicalRequest");
        Predicate<RecordedExchange> cause = each -> each.cause().id() != null;
        return table(
                "content",
                List.of(
                        "all exchanges | " + exchanges.size(),
                        "string to sign or canonical request returned by the service | " + count(text),
                        "of these from a thread or question | " + count(text.and(posted)),
                        "whole error document | "
                                + count(each -> each.response().rawDocument() != null),
                        "`EC` element | "
                                + count(each -> each.response().error().containsKey("EC")),
                        "address of the request | "
                                + count(each -> each.request().url() != null),
                        "status | " + count(each -> each.response().status() != null),
                        "known cause | " + count(cause),
                        "known cause, from a thread or question | " + count(cause.and(posted))));
    }

    private long count(Predicate<RecordedExchange> condition) {
        return exchanges.stream().filter(condition).count();
    }

    private static String table(String name, List<String> rows) {
        return rows.stream()
                .map(row -> "| " + row + " |\n")
                .collect(Collectors.joining("", "| " + name + " | exchanges |\n|---|---:|\n", ""));
    }
}
