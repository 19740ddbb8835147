// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.CommittedList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Options and exit codes of the commands are promised, see {@code docs/compatibility.md}. */
class PromisesTest {

    @Test
    void promisesAreTheCommittedOnes() throws IOException {
        List<String> promises = Stream.of(ExplainCommand.class, PolicyCommand.class)
                .flatMap(PromisesTest::promises)
                .toList();

        assertThat(CommittedList.changes(Path.of("promises.txt"), promises))
                .as(
                        "changes of what is promised; -Dapi.update=true writes the list, docs/compatibility.md has the rules")
                .isEmpty();
    }

    private static Stream<String> promises(Class<?> type) {
        Command command = type.getAnnotation(Command.class);
        Stream<String> options = Stream.of(type.getDeclaredFields())
                .map(field -> field.getAnnotation(Option.class))
                .filter(Objects::nonNull)
                .map(option ->
                        "    option " + String.join(", ", option.names()) + (option.required() ? ", required" : ""))
                .sorted();
        Stream<String> exitCodes = Stream.of(command.exitCodeList()).map(code -> "    exit code " + code);
        return Stream.of(Stream.of("command " + command.name()), options, exitCodes)
                .flatMap(lines -> lines);
    }
}
