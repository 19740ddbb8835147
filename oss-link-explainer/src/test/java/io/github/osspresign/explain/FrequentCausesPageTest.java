// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.RecordedExchanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages on the most frequent causes have the counts of the recorded exchanges. */
class FrequentCausesPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([0-9]+) \\|.*\\| `([A-Z_0-9]+)` \\|$");

    @ParameterizedTest
    @ValueSource(strings = {"../docs/service-or-me.md", "../docs/zh/service-or-me.md"})
    void pageHasTheTenHighestCountsAndCodesThatExist(String page) throws IOException {
        String text = Files.readString(Path.of(page));
        List<Long> counts = RecordedExchanges.all().stream()
                .map(exchange -> exchange.cause().id())
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .values()
                .stream()
                .sorted(Comparator.reverseOrder())
                .limit(10)
                .toList();

        assertThat(ROW.matcher(text).results().map(row -> Long.valueOf(row.group(1))))
                .containsExactlyElementsOf(counts);
        assertThat(ROW.matcher(text).results().map(row -> FindingCode.valueOf(row.group(2))))
                .hasSize(10)
                .doesNotHaveDuplicates();
    }
}
