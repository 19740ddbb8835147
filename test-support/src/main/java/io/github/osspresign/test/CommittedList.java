// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A committed list of what is promised, see {@code docs/compatibility.md}: each change of it shows in a review. */
public final class CommittedList {

    private CommittedList() {}

    /**
     * Returns the differences, with {@code -} for lines that are missing and {@code +} for new ones. With the system
     * property {@code api.update=true} it writes the list first.
     *
     * @param file the committed list
     * @param now what the code promises now; an indented line belongs to the last line that is not
     */
    public static List<String> changes(Path file, List<String> now) throws IOException {
        if (Boolean.getBoolean("api.update")) {
            Files.write(file, now, StandardCharsets.UTF_8);
        }
        Set<String> old = Set.copyOf(qualified(Files.readAllLines(file, StandardCharsets.UTF_8)));
        Set<String> current = Set.copyOf(qualified(now));
        List<String> changes = new ArrayList<>();
        old.stream().filter(line -> !current.contains(line)).sorted().forEach(line -> changes.add("- " + line));
        current.stream().filter(line -> !old.contains(line)).sorted().forEach(line -> changes.add("+ " + line));
        return changes;
    }

    /** Returns the lines, each indented one behind its heading. */
    private static List<String> qualified(List<String> lines) {
        List<String> qualified = new ArrayList<>();
        String heading = "";
        for (String line : lines) {
            heading = line.startsWith(" ") ? heading : line;
            qualified.add(line.startsWith(" ") ? heading + ": " + line.strip() : line);
        }
        return qualified;
    }
}
