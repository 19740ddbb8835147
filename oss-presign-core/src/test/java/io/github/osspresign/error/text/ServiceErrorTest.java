// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page on troubleshooting has the errors. {@code -Ddocs.update=true} writes its table instead of comparing it. */
class ServiceErrorTest {

    private static final Path PAGE = Path.of("..", "docs", "troubleshooting.md");
    private static final Path RECORDED =
            Path.of("..", "test-support/src/main/resources/io/github/osspresign/test/recorded");
    private static final String BEGIN = "<!-- begin errors -->\n";
    private static final String END = "<!-- end errors -->";

    @Test
    void pageHasEveryError() throws IOException {
        String page = Files.readString(PAGE);
        String table = Arrays.stream(ServiceError.values())
                .map(ServiceErrorTest::row)
                .collect(Collectors.joining(
                        "", "| code, message and EC | cause | solution |\n| --- | --- | --- |\n", ""));
        String current =
                page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; -Ddocs.update=true updates it", PAGE)
                .isEqualTo(current);
    }

    private static String row(ServiceError error) {
        String names = Stream.of(
                        Stream.of(error.code()).filter(code -> !code.isEmpty()).map(code -> "`" + code + "`"),
                        Stream.of(error.message())
                                .filter(message -> !message.isEmpty() && !message.equals(error.code()))
                                .map(message -> "`" + message.strip() + "`"),
                        error.ecs().stream().map(ec -> "`" + ec + "`"))
                .flatMap(each -> each)
                .collect(Collectors.joining(", "));
        return "| " + names + " | " + error.cause() + " | " + error.solution() + " |\n";
    }

    @ParameterizedTest
    @EnumSource
    void errorIsFoundByItsMessageAndEachOfItsDetailedCodes(ServiceError error) {
        for (String ec : error.ecs()) {
            assertThat(ServiceError.of("Other", "other", ec)).isSameAs(error);
        }
        if (!error.message().isEmpty()) {
            assertThat(ServiceError.of(null, "... " + error.message() + " ...", null))
                    .isSameAs(error);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sourceIsARecordedExchangeWithTheErrorOrTheDocumentation(ServiceError error) throws IOException {
        if (!error.source().equals("documentation")) {
            String exchange = Files.readString(RECORDED.resolve(error.source() + ".json"));
            assertThat(Stream.concat(Stream.of(error.code(), error.message()), error.ecs().stream()))
                    .filteredOn(part -> !part.isEmpty())
                    .anySatisfy(part -> assertThat(exchange).contains(part));
        }
    }

    @ParameterizedTest
    @CsvSource({"AccessDenied, other", "InvalidArgument, other", "Other, other"})
    void anUnknownErrorHasNoCause(String code, String message) {
        assertThat(ServiceError.of(code, message, "0009-00000001")).isNull();
    }
}
