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

/**
 * Asynchronous tasks name their executor. Without one they share the common pool, which has a single thread on a machine with
 * two processors since JDK 25: a task that waits for another one then waits for ever.
 */
class AsynchronousTasksTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final Pattern START = Pattern.compile("\\b(?:run|supply)Async\\s*\\(");
    private static final Pattern STRING = Pattern.compile("\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])'");

    @Test
    void everyAsynchronousTaskNamesItsExecutor() throws IOException {
        List<String> without = new ArrayList<>();
        int found = 0;
        for (Path file : REPOSITORY.filesThatEndWith(".java")) {
            String code = STRING.matcher(Files.readString(file)).replaceAll("\"\"");
            for (MatchResult call : START.matcher(code).results().toList()) {
                found++;
                if (!hasSecondArgument(code, call.end())) {
                    without.add(file.getFileName() + ": " + call.group());
                }
            }
        }
        assertThat(without).isEmpty();
        assertThat(found).isPositive();
    }

    @Test
    void taskWithoutExecutorIsFound() {
        assertThat(hasSecondArgument("run(() -> f(a, b));", 4)).isFalse();
        assertThat(hasSecondArgument("run(() -> { f(a, b); }, pool);", 4)).isTrue();
    }

    /** Returns whether there is a comma between the arguments themselves. */
    private static boolean hasSecondArgument(String code, int start) {
        int depth = 0;
        for (int i = start; i < code.length() && depth >= 0; i++) {
            switch (code.charAt(i)) {
                case '(', '{', '[' -> depth++;
                case ')', '}', ']' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }
}
