// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.util.ArrayList;
import java.util.List;

/**
 * One of those that are compared: a program that makes files.
 *
 * @param name as the table has it
 * @param program what the command begins with
 * @param arguments what follows
 * @param rounds how often it is run at most
 */
record Side(String name, Program program, List<String> arguments, int rounds) {

    static Side of(String name, Program program, String... arguments) {
        return new Side(name, program, List.of(arguments), Integer.MAX_VALUE);
    }

    /** The same side with arguments before its own ones, as options of Java are. */
    Side with(String... first) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(arguments);
        return new Side(name, program, all, rounds);
    }

    Side once() {
        return new Side(name, program, arguments, 1);
    }
}
